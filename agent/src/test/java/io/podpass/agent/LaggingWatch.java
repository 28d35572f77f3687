package io.podpass.agent;

import io.podpass.core.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One watch of an API server: tells of each object in the order of its changes, some time later. When it breaks, what
 * was on its way is lost, and what happens until it is back is never told one by one: then comes the list of what is.
 */
final class LaggingWatch<V> {
    private final Timeline timeline;
    private final Runnable changed;
    // Sorted: a seed must tell the same history in every JVM.
    private final NavigableMap<ObjectKey, V> truth = new TreeMap<>();
    private final NavigableMap<ObjectKey, V> told = new TreeMap<>();
    private Duration lag = Duration.ZERO;
    private Instant lastDelivery = Instant.MIN;
    private long connection;
    private boolean broken;

    LaggingWatch(Timeline timeline, Runnable changed) {
        this.timeline = timeline;
        this.changed = changed;
    }

    /** What the API server holds. */
    Map<ObjectKey, V> truth() {
        return Collections.unmodifiableMap(new TreeMap<>(truth));
    }

    /** What whoever watches has been told. */
    Map<ObjectKey, V> told() {
        return told;
    }

    void put(ObjectKey key, V value) {
        truth.put(key, value);
        deliver(() -> told.put(key, value));
    }

    void remove(ObjectKey key) {
        truth.remove(key);
        deliver(() -> told.remove(key));
    }

    void lag(Duration value) {
        lag = value;
    }

    void breakFor(Duration duration) {
        connection++;
        broken = true;
        var mine = connection;
        timeline.after(duration, () -> {
            if (connection == mine) {
                relist();
            }
        });
    }

    private void relist() {
        broken = false;
        lastDelivery = timeline.now();
        told.clear();
        told.putAll(truth);
        changed.run();
    }

    private void deliver(Runnable change) {
        if (broken) {
            return;
        }
        var mine = connection;
        var at = timeline.now().plus(lag);
        lastDelivery = at.isAfter(lastDelivery) ? at : lastDelivery;
        timeline.at(lastDelivery, () -> {
            if (connection == mine) {
                change.run();
                changed.run();
            }
        });
    }
}
