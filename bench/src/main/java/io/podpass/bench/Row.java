package io.podpass.bench;

import java.util.List;
import java.util.stream.Collectors;

/** One line of the table. */
record Row(String what, String measured, Target target, double value) {
    static String table(List<Row> rows) {
        return "| what | measured | at least | hoped for | |\n|---|---|---|---|---|\n"
                + rows.stream().map(row -> row.markdown() + "\n").collect(Collectors.joining());
    }

    private String markdown() {
        return "| " + String.join(" | ", what, measured, target.atLeast(), target.reachingFor(), target.verdict(value))
                + " |";
    }
}
