package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All objects, under one counter of resource versions. Thread safe. A caller that reads in order to write does both
 * within {@link #atomically}, so every write sees the last one.
 */
final class ObjectStore {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Shelf> shelves = new HashMap<>();
    private long version = 1;
    private boolean closed;

    <T> T atomically(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    long version() {
        return atomically(() -> version);
    }

    Optional<ObjectNode> get(String shelf, ObjectKey key) {
        return atomically(() -> shelf(shelf).get(key));
    }

    List<ObjectNode> all(String shelf) {
        return atomically(() -> shelf(shelf).all());
    }

    List<ObjectNode> in(String shelf, String namespace) {
        return atomically(() -> shelf(shelf).in(namespace));
    }

    /** The names of all shelves that were ever used. */
    List<String> shelves() {
        return atomically(() -> List.copyOf(shelves.keySet()));
    }

    /** Stores an object under the next resource version, which is written into it; it must not be changed later. */
    void put(String shelf, ObjectKey key, ObjectNode object) {
        record(shelf, key, object, false);
    }

    /** Removes an object that is there; the copy with the version of its deletion is returned. */
    ObjectNode remove(String shelf, ObjectKey key) {
        return atomically(() -> {
            ObjectNode last = get(shelf, key)
                    .orElseThrow(() -> new IllegalStateException("no " + key + " in " + shelf))
                    .deepCopy();
            record(shelf, key, last, true);
            return last;
        });
    }

    /** Waits until {@code shelf} has changes after {@code seen}, the time is up, or the store closes. */
    Changes await(String shelf, long seen, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            Shelf watched = shelf(shelf);
            while (true) {
                if (!watched.remembers(seen)) {
                    return new Changes(List.of(), version, true, closed);
                }
                List<Change> news = watched.after(seen);
                if (!news.isEmpty() || closed || left <= 0) {
                    return new Changes(news, version, false, closed);
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A list at a version, or nothing when the version is too old for that. */
    Optional<List<Map.Entry<ObjectKey, ObjectNode>>> at(String shelf, long version) {
        return atomically(() -> {
            Shelf listed = shelf(shelf);
            return listed.remembers(version)
                    ? Optional.of(List.copyOf(listed.at(version).entrySet()))
                    : Optional.empty();
        });
    }

    /** Nothing that led to the present can be told any more; wakes all who are waiting to be told. */
    void forgetChanges() {
        lock.lock();
        try {
            shelves.values().forEach(shelf -> shelf.forget(version));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waits, now and later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void record(String shelf, ObjectKey key, ObjectNode object, boolean deleted) {
        lock.lock();
        try {
            version++;
            Json.metadata(object).put("resourceVersion", Long.toString(version));
            Shelf changing = shelf(shelf);
            changing.apply(new Change(version, key, changing.get(key), object, deleted));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Shelf shelf(String name) {
        return shelves.computeIfAbsent(name, _ -> new Shelf());
    }

    /**
     * What a wait saw.
     *
     * @param version the store's version at that moment: the changes are complete up to it
     * @param tooOld the changes asked for are no longer all known
     */
    record Changes(List<Change> changes, long version, boolean tooOld, boolean closed) {}
}
