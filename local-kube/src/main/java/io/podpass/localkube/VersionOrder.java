package io.podpass.localkube;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of API versions: stable before beta before alpha, newer before older. */
final class VersionOrder {
    static final Comparator<String> NEWEST_AND_MOST_STABLE_FIRST = Comparator.comparingInt(VersionOrder::rank)
            .thenComparing(Comparator.comparingInt(VersionOrder::major).reversed())
            .thenComparing(Comparator.comparingInt(VersionOrder::minor).reversed())
            .thenComparing(Comparator.naturalOrder());

    private static final Pattern VERSION = Pattern.compile("v(\\d{1,8})(?:(alpha|beta)(\\d{1,8}))?");

    private VersionOrder() {}

    private static int rank(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return 3;
        }
        String level = matcher.group(2);
        if (level == null) {
            return 0;
        }
        return level.equals("beta") ? 1 : 2;
    }

    private static int major(String version) {
        return number(version, 1);
    }

    private static int minor(String version) {
        return number(version, 3);
    }

    private static int number(String version, int group) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return 0;
        }
        String digits = matcher.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
