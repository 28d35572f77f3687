package io.podpass.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;

/**
 * The table, and its place in a page.
 *
 * @param loadBefore what else the machine had to do: its load average before the first measurement
 */
record Report(LocalDate date, double loadBefore, String table) {
    /** Where in the page a table belongs. */
    enum Place {
        AGENT("bench/run --write"),
        CONTROLLER("bench/run --only controller --write"),
        GROWTH("bench/run --only growth --write");

        private final String command;

        Place(String command) {
            this.command = command;
        }

        private String begin() {
            return "<!-- " + command + ": from here -->\n";
        }

        private String end() {
            return "<!-- " + command + ": to here -->\n";
        }
    }

    String markdown() {
        return "Made on " + date + ": " + machine()
                + String.format(Locale.ROOT, "; load average before the start: %.1f.\n\n", loadBefore)
                + table;
    }

    /** What kind of machine this is, and nothing that tells which. */
    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors shared by load and servers, "
                + System.getProperty("os.name") + " on " + System.getProperty("os.arch") + ", JDK "
                + Runtime.version().feature() + " (" + System.getProperty("java.vm.version") + ")";
    }

    /** Replaces the table of the page. Throws {@link BenchException} when the page has no place for it. */
    void writeInto(Path page, Place place) throws IOException {
        var text = Files.readString(page);
        var begin = text.indexOf(place.begin());
        var end = text.indexOf(place.end());
        if (begin < 0 || end < begin) {
            throw new BenchException(page + " has no lines \"" + place.begin().strip() + "\" and \""
                    + place.end().strip() + "\"");
        }
        Files.writeString(page, text.substring(0, begin + place.begin().length()) + markdown() + text.substring(end));
    }
}
