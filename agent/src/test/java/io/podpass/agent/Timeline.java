package io.podpass.agent;

import io.podpass.azure.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is going to happen, in order. Time moves only when somebody waits, and then what is due happens. */
final class Timeline implements Pause {
    private record Event(Instant at, long order, Runnable action) {}

    private final StoryClock clock = new StoryClock();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
    private long scheduled;

    StoryClock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    void at(Instant instant, Runnable action) {
        events.add(new Event(instant, scheduled++, action));
    }

    void after(Duration delay, Runnable action) {
        at(now().plus(delay), action);
    }

    /** Lets the next event happen; false when there is none until the limit, and then it is that late. */
    boolean next(Instant limit) {
        var event = events.peek();
        if (event == null || event.at().isAfter(limit)) {
            clock.moveTo(limit);
            return false;
        }
        events.remove();
        clock.moveTo(event.at());
        event.action().run();
        return true;
    }

    @Override
    public void pause(Duration duration) {
        var end = now().plus(duration);
        while (next(end)) {
            // Each may have scheduled more.
        }
    }
}
