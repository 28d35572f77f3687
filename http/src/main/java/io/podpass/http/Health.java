package io.podpass.http;

import java.util.Optional;

/**
 * How one part of a role is.
 *
 * @param component a fixed word: such as {@code watch}
 * @param problem what is broken and what to do next, one line; empty while the part works
 */
public record Health(String component, Optional<String> problem) {
    public static Health good(String component) {
        return new Health(component, Optional.empty());
    }

    public static Health broken(String component, String problem) {
        return new Health(component, Optional.of(problem));
    }

    public boolean ok() {
        return problem.isEmpty();
    }
}
