package io.podpass.controller;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that moves only when the test says so. */
final class StoryClock extends Clock {
    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private Instant now = START;

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    synchronized void moveTo(Instant instant) {
        now = instant;
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
