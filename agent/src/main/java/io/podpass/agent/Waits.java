package io.podpass.agent;

import java.time.Duration;

/**
 * How long a request is held before "not yet" is answered. Nothing is polled: attempts and interval only size the
 * budgets, so that the old flags keep their meaning (spec aad-pod-identity §2.6).
 *
 * @param attemptsForCreated {@code --retry-attempts-for-created}
 * @param attemptsForAssigned {@code --retry-attempts-for-assigned}
 * @param interval {@code --find-identity-retry-interval}
 * @param caller how long a request waits for its pod to become known
 */
public record Waits(int attemptsForCreated, int attemptsForAssigned, Duration interval, Duration caller) {
    /** Nobody waits that long, and times beyond all measure would overflow. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Of the old defaults but for the last attempts, which were 4: a pod that comes when a change of its host has just begun
     * waits for two of them. {@code caller} is what four more looks, 300 ms apart, came to (§2.5).
     */
    public static final Waits DEFAULTS = new Waits(16, 16, Duration.ofSeconds(5), Duration.ofMillis(1200));

    public Waits {
        if (attemptsForCreated < 0 || attemptsForAssigned < 0) {
            throw new IllegalArgumentException("attempts must not be negative");
        }
        if (interval.isNegative() || caller.isNegative()) {
            throw new IllegalArgumentException("waits must not be negative");
        }
        if (interval.toSeconds() * ((double) attemptsForCreated + attemptsForAssigned) > LONGEST.toSeconds()) {
            throw new IllegalArgumentException("a request would be held for longer than an hour: make"
                    + " --retry-attempts-for-created, --retry-attempts-for-assigned or --find-identity-retry-interval"
                    + " smaller");
        }
    }

    /** While nothing says that the controller has seen the pod: 80 s by default. */
    public Duration created() {
        return interval.multipliedBy(attemptsForCreated);
    }

    /** For an identity that is being attached: 160 s by default. */
    public Duration total() {
        return interval.multipliedBy((long) attemptsForCreated + attemptsForAssigned);
    }

    /** A grant is there or it is not; only for the caller is waited. */
    Waits withoutGrants() {
        return new Waits(0, 0, interval, caller);
    }
}
