package io.podpass.controller;

import java.time.Duration;
import java.time.Instant;

/**
 * How often one host may be changed: 12 times in a row, then every 15 seconds. Azure throttles a subscription's compute
 * updates per resource and for many minutes (spec azure-platform §3.3), so we stay below. For one thread at a time.
 */
final class PatchBudget {
    static final int BURST = 12;
    static final Duration REFILL = Duration.ofSeconds(15);

    /** When the bucket is full again; each change moves it on by one refill. */
    private Instant fullAt = Instant.MIN;

    boolean take(Instant now) {
        if (nextAt(now).isAfter(now)) {
            return false;
        }
        fullAt = (fullAt.isBefore(now) ? now : fullAt).plus(REFILL);
        return true;
    }

    /** When the next change may be sent: {@code now}, or later. */
    Instant nextAt(Instant now) {
        if (!fullAt.isAfter(now)) {
            return now;
        }
        var next = fullAt.minus(REFILL.multipliedBy(BURST - 1));
        return next.isAfter(now) ? next : now;
    }
}
