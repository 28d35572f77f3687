package io.podpass.localazure;

import java.time.Duration;

/**
 * How long Azure's slow things take, on the clock of the settings.
 *
 * @param operation from a write of a compute resource or cluster to its success, and so to IMDS serving a new identity
 * @param roleAssignment from a new role assignment to its effect
 */
public record Latency(Duration operation, Duration roleAssignment) {
    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    public Latency {
        if (operation.isNegative() || roleAssignment.isNegative()) {
            throw new IllegalArgumentException("a latency can't be negative: " + operation + ", " + roleAssignment);
        }
    }
}
