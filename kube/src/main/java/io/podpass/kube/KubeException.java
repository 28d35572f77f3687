package io.podpass.kube;

/** Kubernetes cannot be reached or refuses what Podpass needs. The message is one line: what failed, why, what to do next. */
public final class KubeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KubeException(String message) {
        super(message);
    }

    public KubeException(String message, Throwable cause) {
        super(message, cause);
    }
}
