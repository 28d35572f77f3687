package io.podpass.agent;

import java.util.Optional;

/**
 * How one part of the agent is.
 *
 * @param component a fixed word: {@code watch}, {@code redirect}, {@code upstream}
 * @param problem what is broken and what to do next, one line; empty while the part works
 */
record Health(String component, Optional<String> problem) {
    static Health good(String component) {
        return new Health(component, Optional.empty());
    }

    static Health broken(String component, String problem) {
        return new Health(component, Optional.of(problem));
    }

    boolean ok() {
        return problem.isEmpty();
    }
}
