package io.podpass.azure;

/** The cloud configuration file can't be used; the message is one line and names file and field. */
public final class CloudConfigException extends RuntimeException {
    CloudConfigException(String message) {
        super(message);
    }

    CloudConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
