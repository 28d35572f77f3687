package io.podpass.controller;

import java.time.Duration;
import java.time.Instant;

/**
 * How often one host may be changed: 12 times in a row, then every 15 seconds. Azure throttles compute updates per
 * resource and for many minutes (spec azure-platform §3.3), so we stay below. The more of the 12 are used, the longer the
 * pause before the next, so that a rush of pods ends up in few requests instead of using up all. For one thread at a time.
 */
final class PatchBudget {
    static final int BURST = 12;
    static final Duration REFILL = Duration.ofSeconds(15);

    /** So many follow each other at once: nobody who starts a few pods waits. */
    static final int UNPACED = 4;

    static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Bucket bucket = new Bucket(BURST, REFILL);
    private Instant lastAt = Instant.MIN;

    boolean take(Instant now) {
        if (nextAt(now).isAfter(now) || !bucket.take(now)) {
            return false;
        }
        lastAt = now;
        return true;
    }

    /** Nothing is lost by forgetting it. */
    boolean full(Instant now) {
        return bucket.full(now);
    }

    /** How many are not used up. Safe for use by any thread. */
    int left(Instant now) {
        return BURST - bucket.used(now);
    }

    /** When the next change may be sent: {@code now}, or later. */
    Instant nextAt(Instant now) {
        if (bucket.full(now)) {
            return now;
        }
        var refilled = bucket.nextAt(now);
        var paced = lastAt.plus(pause(bucket.used(now)));
        return refilled.isAfter(paced) ? refilled : paced;
    }

    private static Duration pause(int used) {
        return used < UNPACED ? Duration.ZERO : FIRST_PAUSE.multipliedBy(1L << (used - UNPACED));
    }
}
