package io.podpass.localazure;

/** The local Azure could not do what its host program asked of it; the message says what to change. */
public class LocalAzureException extends RuntimeException {
    public LocalAzureException(String message) {
        super(message);
    }

    public LocalAzureException(String message, Throwable cause) {
        super(message, cause);
    }
}
