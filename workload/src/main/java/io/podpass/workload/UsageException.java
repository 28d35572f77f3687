package io.podpass.workload;

/** The arguments make no sense; the message says which one and why. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
