package io.podpass.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts changes and wakes whoever waits for the next. Safe for use by many threads. */
final class Changes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Clock clock;
    private long version;

    Changes(Clock clock) {
        this.clock = clock;
    }

    void happened() {
        lock.lock();
        try {
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Returns at once when the version is not {@code seen} any more. */
    void await(long seen, Instant deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var left = Duration.between(clock.instant(), deadline).toNanos();
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
