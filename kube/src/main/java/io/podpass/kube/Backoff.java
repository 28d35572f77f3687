package io.podpass.kube;

import java.time.Duration;

/** How long to wait after the n-th failure in a row: doubles from {@code first} up to {@code most}. */
public record Backoff(Duration first, Duration most) {
    public Backoff {
        if (!first.isPositive() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a backoff needs a positive first wait and a longest one that is not shorter, was " + first
                            + " and " + most);
        }
    }

    /** {@code failures} counts from 1. */
    public Duration after(int failures) {
        var wait = first;
        for (var i = 1; i < failures && wait.compareTo(most) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
