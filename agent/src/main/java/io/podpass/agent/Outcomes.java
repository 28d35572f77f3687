package io.podpass.agent;

import java.util.List;

/**
 * Is told of each token request once its answer is decided and before it is sent: the record, the metrics, the events.
 * Called by many threads; must be quick and must not throw, since the caller waits.
 */
@FunctionalInterface
interface Outcomes {
    void decided(Outcome outcome);

    /** All of them, in that order. */
    static Outcomes all(List<? extends Outcomes> listeners) {
        var copy = List.<Outcomes>copyOf(listeners);
        return outcome -> copy.forEach(listener -> listener.decided(outcome));
    }
}
