package io.podpass.controller;

import io.podpass.core.Assignment;
import io.podpass.core.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Why assignments are not usable yet, as last heard. In memory only: it is heard again. Safe for use by many threads. */
final class Problems {
    private final Map<ObjectKey, String> texts = new ConcurrentHashMap<>();
    private volatile Consumer<Assignment> listener = _ -> {};

    /** Called after each change, by the thread that tells of it; there is one listener. */
    void onChange(Consumer<Assignment> consumer) {
        listener = consumer;
    }

    void report(Assignment assignment, String text) {
        if (!text.equals(texts.put(assignment.key(), text))) {
            listener.accept(assignment);
        }
    }

    void solved(Assignment assignment) {
        if (texts.remove(assignment.key()) != null) {
            listener.accept(assignment);
        }
    }

    /** The assignment is gone. */
    void forget(ObjectKey assignment) {
        texts.remove(assignment);
    }

    Optional<String> of(ObjectKey assignment) {
        return Optional.ofNullable(texts.get(assignment));
    }
}
