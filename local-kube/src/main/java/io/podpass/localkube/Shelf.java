package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The objects of one type and their latest changes. Guarded by the store's lock, but for the changes. */
final class Shelf {
    /** How many changes a watch may be behind before it gets 410; a real server keeps some minutes' worth. */
    static final int HISTORY = 20_000;

    private final NavigableMap<ObjectKey, ObjectNode> objects = new TreeMap<>();
    private final ConcurrentSkipListMap<Long, Change> changes = new ConcurrentSkipListMap<>();
    private int kept;
    private volatile long forgotten;

    Optional<ObjectNode> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    List<ObjectNode> all() {
        return List.copyOf(objects.values());
    }

    List<ObjectNode> in(String namespace) {
        return List.copyOf(objects.subMap(new ObjectKey(namespace, ""), new ObjectKey(namespace + '\0', ""))
                .values());
    }

    void apply(Change change) {
        if (change.deleted()) {
            objects.remove(change.key());
        } else {
            objects.put(change.key(), change.object());
        }
        changes.put(change.version(), change);
        if (++kept > HISTORY) {
            forgotten = changes.pollFirstEntry().getKey();
            kept--;
        }
    }

    /** As if there had been more changes than are kept; {@code version} is the store's. */
    void forget(long version) {
        changes.clear();
        kept = 0;
        forgotten = version;
    }

    /** Whether all changes after {@code version} are still known. */
    boolean remembers(long version) {
        return version >= forgotten;
    }

    List<Change> after(long version) {
        return new ArrayList<>(changes.tailMap(version, false).values());
    }

    /** The objects as they were at an earlier version that the shelf still {@link #remembers}. */
    NavigableMap<ObjectKey, ObjectNode> at(long version) {
        var then = new TreeMap<>(objects);
        for (Map.Entry<Long, Change> entry :
                changes.tailMap(version, false).descendingMap().entrySet()) {
            Change undone = entry.getValue();
            undone.before().ifPresentOrElse(before -> then.put(undone.key(), before), () -> then.remove(undone.key()));
        }
        return then;
    }
}
