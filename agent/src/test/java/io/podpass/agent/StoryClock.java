package io.podpass.agent;

import io.podpass.azure.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that moves only when somebody waits or the test says so. */
final class StoryClock extends Clock implements Pause {
    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private Instant now = START;

    synchronized void moveTo(Instant instant) {
        now = instant;
    }

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    synchronized Duration passed() {
        return Duration.between(START, now);
    }

    @Override
    public void pause(Duration duration) {
        advance(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
