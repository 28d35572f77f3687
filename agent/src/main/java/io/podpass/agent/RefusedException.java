package io.podpass.agent;

/** Ends a request early; carries the answer. */
final class RefusedException extends RuntimeException {
    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.description());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
