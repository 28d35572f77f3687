package io.podpass.bench;

/** One line of the table. */
record Row(String what, String measured, Target target, double value) {
    String markdown() {
        return "| " + String.join(" | ", what, measured, target.atLeast(), target.reachingFor(), target.verdict(value))
                + " |";
    }
}
