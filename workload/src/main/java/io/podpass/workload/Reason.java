package io.podpass.workload;

import java.io.IOException;
import java.util.Objects;

/** Explanations that fit on a line. */
final class Reason {
    /** Enough for a sentence of Azure's; an error page of a proxy is cut. */
    static final int LONGEST = 300;

    private Reason() {}

    static String of(String text) {
        var line = text.strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    /** The JDK's HTTP client has no words for a refused connection: then the innermost cause's name has to do. */
    static String of(IOException failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        var name = failure.getClass().getSimpleName();
        var words = Objects.requireNonNullElse(
                failure.getMessage(), Objects.requireNonNullElse(innermost.getMessage(), ""));
        return of(words.isBlank() ? name : name + ": " + words);
    }
}
