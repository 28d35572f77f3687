package io.podpass.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.podpass.core.ObjectKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * What was read out of watched objects, made once for each object and not at each look-up. Never out of date: a reading
 * holds for the very object that it was made of. Safe for use by many threads.
 */
public final class Readings<T extends HasMetadata, R> {
    private record Reading<T, R>(T object, R value) {}

    private final Watched<T> watched;
    private final Function<T, R> read;
    private final ConcurrentMap<ObjectKey, Reading<T, R>> readings = new ConcurrentHashMap<>();

    /** To be built before the watch starts. */
    public Readings(Watched<T> watched, Function<T, R> read) {
        this.watched = watched;
        this.read = read;
        watched.onChange(change -> {
            if (change.after().isEmpty()) {
                change.before().map(Records::key).ifPresent(readings::remove);
            }
        });
    }

    /** The object must be one that the watch gave. */
    public R of(T object) {
        var key = Records.key(object);
        var known = readings.get(key);
        if (known != null && same(known.object(), object)) {
            return known.value();
        }
        var made = new Reading<>(object, read.apply(object));
        readings.put(key, made);
        // An object that went meanwhile would be kept for ever: the news of its going may have been here before.
        if (watched.get(key).filter(current -> same(current, object)).isEmpty()) {
            readings.remove(key, made);
        }
        return made.value();
    }

    @SuppressWarnings("ReferenceEquality") // comparing the content is what this saves
    private static <T> boolean same(T one, T other) {
        return one == other;
    }
}
