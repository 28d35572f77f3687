package io.podpass.diagnosis;

import java.util.Optional;

/**
 * One link of the chain from a pod to its token.
 *
 * @param observed one line
 * @param remedy what to change or type; present when the link does not hold
 */
public record Link(Step step, State state, String observed, Optional<String> remedy) {
    /** In the order in which they depend on each other. */
    public enum Step {
        POD,
        EXCEPTION,
        LABEL,
        BINDING,
        IDENTITY,
        ASSIGNMENT,
        HOST,
        AZURE,
        AGENT,
        TOKEN,
        ROLE
    }

    public enum State {
        HOLDS,
        /** It will hold by itself, if whoever is at work on it gets on. */
        WAITS,
        BROKEN,
        /** It could not be looked at, or nobody asked. */
        UNKNOWN
    }

    static Link holds(Step step, String observed) {
        return new Link(step, State.HOLDS, observed, Optional.empty());
    }

    static Link waits(Step step, String observed, String remedy) {
        return new Link(step, State.WAITS, observed, Optional.of(remedy));
    }

    static Link broken(Step step, String observed, String remedy) {
        return new Link(step, State.BROKEN, observed, Optional.of(remedy));
    }

    static Link unknown(Step step, String observed, String remedy) {
        return new Link(step, State.UNKNOWN, observed, Optional.of(remedy));
    }

    boolean stops() {
        return state == State.BROKEN || state == State.WAITS;
    }
}
