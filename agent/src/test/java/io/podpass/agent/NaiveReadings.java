package io.podpass.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What a path may become in the hands of servers that each do some of the usual things to it, in some order: decode once
 * or more, take a back-slash for a slash, drop matrix parameters, collapse slashes, resolve dots, cut an absolute form.
 */
final class NaiveReadings {
    private static final String TOKEN_PATH = "/metadata/identity/oauth2/token";
    private static final int ROUNDS = 4;
    private static final int ENOUGH = 2_000;
    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final Pattern ABSOLUTE_FORM = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*");

    private static final List<UnaryOperator<String>> HABITS = List.of(
            NaiveReadings::decode,
            path -> path.replace('\\', '/'),
            path -> PARAMETERS.matcher(path).replaceAll(""),
            path -> SLASHES.matcher(path).replaceAll("/"),
            NaiveReadings::withoutDots,
            path -> ABSOLUTE_FORM.matcher(path).replaceFirst(""));

    private NaiveReadings() {}

    /** Whether any of them would take it for the token path, or for something below it. */
    static boolean anyIsAToken(String target) {
        return of(target).stream()
                .anyMatch(path -> path.toLowerCase(Locale.ROOT).startsWith(TOKEN_PATH));
    }

    private static Set<String> of(String target) {
        var readings = new LinkedHashSet<>(Set.of(target));
        var fresh = List.copyOf(readings);
        for (var round = 0; round < ROUNDS && readings.size() < ENOUGH; round++) {
            var next = new ArrayList<String>();
            for (var path : fresh) {
                for (var habit : HABITS) {
                    var reading = habit.apply(path);
                    if (readings.add(reading)) {
                        next.add(reading);
                    }
                }
            }
            fresh = next;
        }
        return readings;
    }

    private static String decode(String path) {
        var out = new StringBuilder();
        for (var i = 0; i < path.length(); i++) {
            var escape = path.charAt(i) == '%' && i + 2 < path.length() ? path.substring(i + 1, i + 3) : "";
            if (escape.matches("[0-9A-Fa-f]{2}")) {
                out.append((char) Integer.parseInt(escape, 16));
                i += 2;
            } else {
                out.append(path.charAt(i));
            }
        }
        return out.toString();
    }

    private static String withoutDots(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (segments.size() > 1) {
                    segments.removeLast();
                }
            } else if (!segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }
}
