package io.podpass.agent;

import io.podpass.azure.Pause;
import io.podpass.azure.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the node within what IMDS answers: 20 requests a second, 5 at a time (spec azure-platform §1.6). */
final class TokenGate implements Tokens {
    static final int MAX_IN_FLIGHT = 5;
    static final Duration SPACING = Duration.ofSeconds(1).dividedBy(20);

    private final Tokens next;
    private final Clock clock;
    private final Pause pause;
    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT, true);
    private final ReentrantLock lock = new ReentrantLock();
    private Instant nextStart = Instant.MIN;

    TokenGate(Tokens next, Clock clock, Pause pause) {
        this.next = next;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Issued issue(TokenKey key, Instant deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline);
            if (!inFlight.tryAcquire(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS)) {
                throw tooMany(key);
            }
            try {
                awaitTurn(key, deadline);
                return next.issue(key, deadline);
            } finally {
                inFlight.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenException.unavailable("interrupted while waiting for IMDS", e);
        }
    }

    private void awaitTurn(TokenKey key, Instant deadline) throws InterruptedException {
        Instant start;
        lock.lock();
        try {
            var now = clock.instant();
            start = nextStart.isAfter(now) ? nextStart : now;
            if (start.isAfter(deadline)) {
                throw tooMany(key);
            }
            nextStart = start.plus(SPACING);
        } finally {
            lock.unlock();
        }
        var wait = Duration.between(clock.instant(), start);
        if (wait.isPositive()) {
            pause.pause(wait);
        }
    }

    private static TokenException tooMany(TokenKey key) {
        return TokenException.unavailable(
                "too many requests for new tokens on this node, none for " + key.audience() + " in time");
    }
}
