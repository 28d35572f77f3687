package io.podpass.agent;

import io.podpass.azure.Pause;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the calls to one issuer within its {@link CallLimits}. Callers take turns: who asks for much waits behind its
 * own calls, not the others behind it. Safe for use by many threads.
 */
final class FairGate {
    private final CallLimits limits;
    private final Clock clock;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    /** The callers in the order of their turns. */
    private final Map<String, Deque<Turn>> queues = new LinkedHashMap<>();

    private final Map<String, Integer> running = new HashMap<>();
    private int inFlight;
    private Instant nextStart = Instant.MIN;

    FairGate(CallLimits limits, Clock clock, Pause pause) {
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /** A place in the queue. Throws {@link RefusedException} when the caller has too many already. */
    Turn enter(String caller) {
        lock.lock();
        try {
            var queue = queues.getOrDefault(caller, new ArrayDeque<>());
            queue.removeIf(turn -> !turn.waiting());
            if (queue.size() >= limits.waitingPerCaller()) {
                throw new RefusedException(Refusal.tooMany("the pod waits for " + queue.size()
                        + " answers already, as many as one pod may: ask for less at a time"));
            }
            var turn = new Turn(this, clock, pause);
            enqueue(turn, caller);
            dispatch();
            return turn;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the turn come by whichever of its callers is first. */
    void join(Turn turn, String caller) {
        lock.lock();
        try {
            if (turn.waiting()
                    && !queues.getOrDefault(caller, new ArrayDeque<>()).contains(turn)) {
                enqueue(turn, caller);
                dispatch();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends a turn that has not come yet; false when it has. */
    boolean giveUp(Turn turn) {
        lock.lock();
        try {
            if (turn.waiting()) {
                turn.end();
                return true;
            }
            return !turn.running();
        } finally {
            lock.unlock();
        }
    }

    void end(Turn turn) {
        lock.lock();
        try {
            if (turn.running()) {
                free(turn.charged());
            }
            turn.end();
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** Between two tries of one call: the place goes to whoever waits. */
    void pause(Turn turn) {
        lock.lock();
        try {
            free(turn.charged());
            turn.pause();
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** The next try queues up like any other call. */
    void again(Turn turn) {
        lock.lock();
        try {
            turn.again();
            enqueue(turn, turn.charged());
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** Calls whose turn has not come. */
    long waiting() {
        lock.lock();
        try {
            return queues.values().stream()
                    .flatMap(Deque::stream)
                    .filter(Turn::waiting)
                    .distinct()
                    .count();
        } finally {
            lock.unlock();
        }
    }

    /** Calls under way. */
    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    private void free(String caller) {
        inFlight--;
        running.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }

    private void enqueue(Turn turn, String caller) {
        queues.computeIfAbsent(caller, _ -> new ArrayDeque<>()).add(turn);
    }

    private void dispatch() {
        while (inFlight < limits.inFlight()) {
            var caller = next();
            if (caller.isEmpty()) {
                return;
            }
            start(caller.get());
        }
    }

    /** The first caller that has a call waiting and may have one more in flight. */
    private Optional<String> next() {
        queues.values().forEach(queue -> queue.removeIf(turn -> !turn.waiting()));
        queues.values().removeIf(Deque::isEmpty);
        return queues.keySet().stream()
                .filter(caller -> running.getOrDefault(caller, 0) < limits.inFlightPerCaller())
                .findFirst();
    }

    private void start(String caller) {
        var queue = queues.remove(caller);
        if (queue == null) {
            throw new IllegalStateException("no queue of " + caller);
        }
        var turn = queue.remove();
        if (!queue.isEmpty()) {
            // Behind the others.
            queues.put(caller, queue);
        }
        inFlight++;
        running.merge(caller, 1, Integer::sum);
        var now = clock.instant();
        var start = nextStart.isAfter(now) ? nextStart : now;
        nextStart = start.plus(limits.spacing());
        turn.comes(caller, start);
    }
}
