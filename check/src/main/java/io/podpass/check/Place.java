package io.podpass.check;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * Where a finding's object is written.
 *
 * @param line counted from 1; 0 where a line says nothing, as in a plan
 */
public record Place(String file, int line) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line);

    public Place {
        requireNonNull(file, "file is null");
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
