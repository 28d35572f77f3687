package io.podpass.agent;

import io.podpass.core.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many refusals become events: the same one of a pod once in ten minutes, and a node's all together thirty in a minute.
 * A pod that asks in vain all day costs the API server nothing to speak of, and this a bounded memory. Safe for use by
 * many threads.
 */
final class EventBudget {
    static final Duration AGAIN = Duration.ofMinutes(10);
    static final int PER_MINUTE = 30;
    static final int MAX_REMEMBERED = 2048;

    private record Refused(String podUid, RefusalReason reason) {}

    private final Clock clock;
    private final Map<Refused, Instant> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Refused, Instant> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private long withheld;
    private final Deque<Instant> recent = new ArrayDeque<>(PER_MINUTE);

    EventBudget(Clock clock) {
        this.clock = clock;
    }

    /** Those that the node's budget had no room for; repetitions are not counted. */
    synchronized long withheld() {
        return withheld;
    }

    /** Whether to write one now; what is granted counts. */
    synchronized boolean grants(Pod pod, RefusalReason reason) {
        var now = clock.instant();
        var key = new Refused(pod.uid(), reason);
        var before = last.get(key);
        if (before != null && before.plus(AGAIN).isAfter(now)) {
            return false;
        }
        while (!recent.isEmpty() && !recent.peekFirst().plusSeconds(60).isAfter(now)) {
            recent.removeFirst();
        }
        if (recent.size() >= PER_MINUTE) {
            withheld++;
            return false;
        }
        recent.addLast(now);
        // Put in anew, so that the one that has been there for longest is the first to be forgotten.
        last.remove(key);
        last.put(key, now);
        return true;
    }
}
