package io.podpass.azure;

/** Makes text from outside fit into a message: one line, not endless. */
final class OneLine {
    private static final int LONGEST = 1000;

    private OneLine() {}

    static String of(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
