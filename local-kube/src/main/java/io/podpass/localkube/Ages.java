package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Ages as {@code k8s.io/apimachinery/pkg/util/duration.HumanDuration} writes them. */
final class Ages {
    private Ages() {}

    /** The age of an RFC 3339 time, or {@code <unknown>}. */
    static JsonNode cell(String since, Instant now) {
        try {
            return TextNode.valueOf(human(Duration.between(Instant.parse(since), now)));
        } catch (DateTimeException _) {
            return TextNode.valueOf("<unknown>");
        }
    }

    static String human(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (minutes < 2) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return joined(minutes, "m", seconds % 60, "s");
        }
        if (hours < 3) {
            return minutes + "m";
        }
        if (hours < 8) {
            return joined(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (days < 8) {
            return joined(days, "d", hours % 24, "h");
        }
        if (days < 365 * 2) {
            return days + "d";
        }
        if (days < 365 * 8) {
            return joined(days / 365, "y", days % 365, "d");
        }
        return days / 365 + "y";
    }

    private static String joined(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + small + smallUnit;
    }
}
