package io.podpass.localkube;

import java.util.Comparator;

/** Names an object on its shelf; the namespace is empty for objects of the whole cluster. Ordered as lists are. */
record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER =
            Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
