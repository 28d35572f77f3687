package io.podpass.http;

/** A port can't be had; the message is one line and says what to do next. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ListenException(String message) {
        super(message);
    }

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
