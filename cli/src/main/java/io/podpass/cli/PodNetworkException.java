package io.podpass.cli;

/** A network of the demo cannot be made or used; the message says which part and what the system answered. */
public final class PodNetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PodNetworkException(String message) {
        super(message);
    }

    PodNetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
