package io.podpass.controller;

import java.time.Duration;

/**
 * What a controller does by the clock.
 *
 * @param finishedGrace how long a pod that has completed or failed keeps its assignments after that was seen
 * @param resync how often all assignments are compared with what they should be, should a change have been missed
 * @param statusDelay how long a condition waits for more news before it is written
 * @param statusInterval least time between two writes to one object's status
 */
public record Upkeep(Duration finishedGrace, Duration resync, Duration statusDelay, Duration statusInterval) {
    /**
     * Kubernetes' own default for the end of a pod. Containers of an evicted pod may still be ending when it is told to have
     * failed, and the next pod of a job finds its identity attached.
     */
    public static final Duration FINISHED_GRACE = Duration.ofSeconds(30);

    /** Flag {@code syncRetryDuration} of the old controller (spec aad-pod-identity §3.1). */
    public static final Duration RESYNC = Duration.ofHours(1);

    public static final Duration STATUS_DELAY = Duration.ofSeconds(1);

    public static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

    public static final Upkeep DEFAULTS = new Upkeep(FINISHED_GRACE, RESYNC, STATUS_DELAY, STATUS_INTERVAL);

    public Upkeep {
        if (!resync.isPositive()) {
            throw new IllegalArgumentException("resync must be longer than nothing, was " + resync);
        }
        if (finishedGrace.isNegative() || statusDelay.isNegative() || statusInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "the grace of finished pods, and delay and interval of status writes, must"
                            + " not be negative, were " + finishedGrace + ", " + statusDelay + " and "
                            + statusInterval);
        }
    }

    public Upkeep withFinishedGrace(Duration value) {
        return new Upkeep(value, resync, statusDelay, statusInterval);
    }

    public Upkeep withResync(Duration value) {
        return new Upkeep(finishedGrace, value, statusDelay, statusInterval);
    }

    public Upkeep withStatusPace(Duration delay, Duration interval) {
        return new Upkeep(finishedGrace, resync, delay, interval);
    }
}
