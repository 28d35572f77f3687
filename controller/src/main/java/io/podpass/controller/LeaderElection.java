package io.podpass.controller;

import java.time.Duration;

/**
 * How one of several controllers is chosen: by a Lease, of which all know namespace and name.
 *
 * @param holder who we are; empty for the host's name, which in a cluster is the pod's
 */
public record LeaderElection(boolean enabled, String namespace, String name, String holder, Duration lease) {
    /** Flags {@code leader-election-*} of the old controller (spec aad-pod-identity §3.1). */
    public static final LeaderElection DEFAULTS =
            new LeaderElection(true, "default", "aad-pod-identity-mic", "", Duration.ofSeconds(15));

    public static final LeaderElection OFF = new LeaderElection(false, "default", "", "", Duration.ofSeconds(15));

    /** A leader that can't renew for so long stops leading (spec aad-pod-identity §3.3). */
    Duration renewDeadline() {
        return lease.dividedBy(2);
    }

    Duration retryPeriod() {
        return lease.dividedBy(4);
    }
}
