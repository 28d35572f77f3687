package io.podpass.kube;

import org.jspecify.annotations.Nullable;

/** Kubernetes cannot be reached or refuses what Podpass needs. The message is one line: what failed, why, what to do next. */
public final class KubeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean denied;

    public KubeException(String message) {
        super(message);
        this.denied = false;
    }

    public KubeException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private KubeException(String message, @Nullable Throwable cause, boolean denied) {
        super(message, cause);
        this.denied = denied;
    }

    /** The API server has answered, and what was asked for is not to be had until somebody changes that. */
    public static KubeException denied(String message, @Nullable Throwable cause) {
        return new KubeException(message, cause, true);
    }

    /** False also when nothing is known, since nobody answered. */
    public boolean denied() {
        return denied;
    }
}
