package io.podpass.controller;

import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Since when pods are known to have completed or failed. In memory only: a controller that takes over grants the grace
 * once more. Safe for use by many threads.
 */
final class FinishedPods {
    private record Seen(String uid, Instant at) {}

    private final ConcurrentMap<ObjectKey, Seen> seen = new ConcurrentHashMap<>();
    private final Duration grace;
    private final Clock clock;

    FinishedPods(Duration grace, Clock clock) {
        this.grace = grace;
        this.clock = clock;
    }

    /** How long the pod may keep what it has; nothing, or less, for one that may not. */
    Duration graceLeft(Pod pod) {
        if (!pod.finished()) {
            seen.remove(pod.key());
            return Duration.ZERO;
        }
        var now = clock.instant();
        var first = seen.compute(
                pod.key(),
                (_, known) -> known != null && known.uid().equals(pod.uid()) ? known : new Seen(pod.uid(), now));
        return Duration.between(now, first.at().plus(grace));
    }

    /** It has nothing any more that it could keep. */
    void forget(ObjectKey pod) {
        seen.remove(pod);
    }
}
