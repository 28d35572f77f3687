package io.podpass.check;

import static java.util.Objects.requireNonNull;

/**
 * One file to check.
 *
 * @param name what findings call it
 * @param text all that is in it
 */
public record Source(String name, String text) {
    public Source {
        requireNonNull(name, "name is null");
        requireNonNull(text, "text is null");
    }
}
