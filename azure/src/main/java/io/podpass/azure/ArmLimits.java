package io.podpass.azure;

import java.time.Duration;

/**
 * How long we wait for ARM.
 *
 * @param answer for one answer
 * @param operation for a long-running operation, its polls included
 * @param tries of one request that is answered with 408 or 5xx, or not at all
 */
public record ArmLimits(Duration answer, Duration operation, int tries) {
    /** An attach usually takes under a minute, and several when Azure is busy (spec azure-platform §3.5). */
    public static final ArmLimits DEFAULTS = new ArmLimits(Duration.ofMinutes(1), Duration.ofMinutes(15), 3);

    public ArmLimits {
        if (!answer.isPositive() || !operation.isPositive()) {
            throw new IllegalArgumentException("answer and operation must be longer than nothing");
        }
        if (tries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, was " + tries);
        }
    }
}
