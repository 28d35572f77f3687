package io.podpass.agent;

import java.util.Locale;
import java.util.Optional;

/** Where it is written down which pod may use which identity: flag {@code --operation-mode}. */
public enum OperationMode {
    /** In assignments, which the controller writes once it has attached the identity. */
    STANDARD,
    /** In bindings and identities themselves; whoever runs the cluster attaches identities, and there is no controller. */
    MANAGED;

    /** In any case (spec aad-pod-identity §2.1). */
    public static Optional<OperationMode> ofFlag(String text) {
        for (var mode : values()) {
            if (mode.flag().equalsIgnoreCase(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    public String flag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
