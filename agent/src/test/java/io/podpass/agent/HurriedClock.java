package io.podpass.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's time, and what the test adds to it. */
final class HurriedClock extends Clock {
    private Duration added = Duration.ZERO;

    synchronized void advance(Duration duration) {
        added = added.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return Clock.systemUTC().instant().plus(added);
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
