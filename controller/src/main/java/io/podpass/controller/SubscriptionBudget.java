package io.podpass.controller;

import java.time.Duration;
import java.time.Instant;

/**
 * Calls to ARM for one subscription, all hosts together. Azure allows one principal 200 writes at once and 10 a second, 250
 * reads at once and 25 a second (spec azure-platform §3.3); we stay at half, as the polls of operations count as reads. Safe
 * for use by many threads.
 */
final class SubscriptionBudget {
    static final int WRITES = 100;
    static final int READS = 125;
    static final Duration WRITE_REFILL = Duration.ofMillis(200);
    static final Duration READ_REFILL = Duration.ofMillis(80);

    private final Bucket writes = new Bucket(WRITES, WRITE_REFILL);
    private final Bucket reads = new Bucket(READS, READ_REFILL);

    boolean write(Instant now) {
        return writes.take(now);
    }

    boolean read(Instant now) {
        return reads.take(now);
    }

    Instant nextWriteAt(Instant now) {
        return writes.nextAt(now);
    }

    Instant nextReadAt(Instant now) {
        return reads.nextAt(now);
    }
}
