package io.podpass.check;

/** A file that can't be checked. The message names it, and says what it should be or what to type to get it. */
public final class CheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckException(String message) {
        super(message);
    }

    CheckException(String message, Throwable cause) {
        super(message, cause);
    }
}
