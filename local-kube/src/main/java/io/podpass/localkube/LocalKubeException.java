package io.podpass.localkube;

/** The server can't start or can't go on; the message says why and what to do next. */
public final class LocalKubeException extends RuntimeException {
    LocalKubeException(String message, Throwable cause) {
        super(message, cause);
    }
}
