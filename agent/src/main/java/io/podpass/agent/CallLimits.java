package io.podpass.agent;

import java.time.Duration;

/**
 * What may be asked of one issuer, by the node and by one caller of it.
 *
 * @param perSecond calls that may begin, tries counted one by one
 * @param inFlight calls at a time
 * @param inFlightPerCaller of these for one caller: one place at least is left for the others
 * @param waitingPerCaller calls of one caller that may wait for their turn
 */
record CallLimits(int perSecond, int inFlight, int inFlightPerCaller, int waitingPerCaller) {
    /** What IMDS answers per machine (spec azure-platform §1.6). */
    static final CallLimits IMDS = new CallLimits(20, 5, 4, 32);
    /** Entra has no limit per machine; ours keeps one node from being throttled for its whole tenant. */
    static final CallLimits ENTRA = new CallLimits(20, 10, 8, 32);

    /**
     * What IMDS answers per machine besides tokens (spec azure-platform §1.6). Few at a time, since turns are given ahead:
     * a newcomer waits for those that were given.
     */
    static final CallLimits METADATA = new CallLimits(5, 3, 2, 8);

    CallLimits {
        if (perSecond < 1 || inFlightPerCaller < 1 || inFlight <= inFlightPerCaller || waitingPerCaller < 1) {
            throw new IllegalArgumentException("limits of calls must be positive, and one caller's below the node's");
        }
    }

    Duration spacing() {
        return Duration.ofSeconds(1).dividedBy(perSecond);
    }
}
