package io.podpass.core;

import java.util.Optional;

/** How an identity's token is obtained. The numbers are {@code spec.type} on the wire (spec aad-pod-identity §1.3). */
public enum CredentialMode {
    ATTACHED(0),
    SECRET(1),
    CERTIFICATE(2);

    private final int type;

    CredentialMode(int type) {
        this.type = type;
    }

    public int type() {
        return type;
    }

    /** Empty when {@code type} is none of the known numbers. */
    public static Optional<CredentialMode> ofType(int type) {
        for (var mode : values()) {
            if (mode.type == type) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
