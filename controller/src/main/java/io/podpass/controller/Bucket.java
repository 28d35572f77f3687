package io.podpass.controller;

import java.time.Duration;
import java.time.Instant;

/** So many calls in a row, and one more with each refill. Safe for use by many threads. */
final class Bucket {
    private final Duration refill;
    private final Duration depth;
    /** When it is full again; each call moves it on by one refill. */
    private Instant fullAt = Instant.MIN;

    Bucket(int size, Duration refill) {
        this.refill = refill;
        this.depth = refill.multipliedBy(size - 1L);
    }

    synchronized boolean take(Instant now) {
        if (nextAt(now).isAfter(now)) {
            return false;
        }
        fullAt = (full(now) ? now : fullAt).plus(refill);
        return true;
    }

    /** When the next call may be made: {@code now}, or later. */
    synchronized Instant nextAt(Instant now) {
        return full(now) || !fullAt.minus(depth).isAfter(now) ? now : fullAt.minus(depth);
    }

    /** Nothing is lost by forgetting it. */
    synchronized boolean full(Instant now) {
        return !fullAt.isAfter(now);
    }

    /** How many are not refilled yet. */
    synchronized int used(Instant now) {
        return full(now)
                ? 0
                : (int) Duration.between(now, fullAt).plus(refill).minusNanos(1).dividedBy(refill);
    }
}
