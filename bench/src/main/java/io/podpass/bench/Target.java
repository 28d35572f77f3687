package io.podpass.bench;

import java.util.Locale;

/** A number of the design (section 9): what is to be reached, and what is hoped for. */
record Target(String unit, double least, double hope, boolean moreIsBetter) {
    static Target atLeast(double least, double hope, String unit) {
        return new Target(unit, least, hope, true);
    }

    static Target atMost(double least, double hope, String unit) {
        return new Target(unit, least, hope, false);
    }

    String atLeast() {
        return text(least);
    }

    String reachingFor() {
        return text(hope);
    }

    String verdict(double value) {
        if (meets(value, hope)) {
            return "better than hoped for";
        }
        return meets(value, least) ? "reached" : "**missed**";
    }

    private boolean meets(double value, double wanted) {
        return moreIsBetter ? value >= wanted : value <= wanted;
    }

    private String text(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f %s", number, unit)
                : String.format(Locale.ROOT, "%.1f %s", number, unit);
    }
}
