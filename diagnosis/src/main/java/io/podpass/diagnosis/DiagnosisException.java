package io.podpass.diagnosis;

/** What a diagnosis stands on could not be read; the message is one line and says what, and why. */
public final class DiagnosisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DiagnosisException(String message) {
        super(message);
    }

    DiagnosisException(String message, Throwable cause) {
        super(message, cause);
    }
}
