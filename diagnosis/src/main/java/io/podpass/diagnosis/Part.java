package io.podpass.diagnosis;

import java.util.Optional;

/** What was read, or why it could not be: one thing that is forbidden or away must not hide all the others. */
public sealed interface Part<T> {
    record Read<T>(T content) implements Part<T> {}

    /** Says in one line what could not be read, and why. */
    record Unread<T>(String reason) implements Part<T> {}

    static <T> Part<T> read(T value) {
        return new Read<>(value);
    }

    static <T> Part<T> unread(String problem) {
        return new Unread<>(problem);
    }

    default Optional<T> value() {
        return this instanceof Read<T>(var content) ? Optional.of(content) : Optional.empty();
    }

    default Optional<String> problem() {
        return this instanceof Unread<T>(var reason) ? Optional.of(reason) : Optional.empty();
    }
}
