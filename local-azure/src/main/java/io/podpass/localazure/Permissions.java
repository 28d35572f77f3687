package io.podpass.localazure;

import java.util.Collection;
import java.util.List;

/**
 * What one role allows (spec azure-platform §3.7): a pattern of {@code actions} matches and none of {@code notActions}.
 * The latter only ever take from the same role, never from another one.
 */
record Permissions(
        List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {
    Permissions {
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
        dataActions = List.copyOf(dataActions);
        notDataActions = List.copyOf(notDataActions);
    }

    boolean allow(String action) {
        return anyMatches(actions, action) && !anyMatches(notActions, action);
    }

    boolean allowData(String action) {
        return anyMatches(dataActions, action) && !anyMatches(notDataActions, action);
    }

    private static boolean anyMatches(Collection<String> patterns, String action) {
        String asked = Text.lower(action);
        return patterns.stream().map(Text::lower).anyMatch(pattern -> matchesInAzure(pattern, asked));
    }

    /**
     * Between slashes a star stands for no segment too: Managed Identity Operator's
     * {@code userAssignedIdentities/*}{@code /assign/action} grants {@code userAssignedIdentities/assign/action}.
     */
    private static boolean matchesInAzure(String pattern, String action) {
        return matches(pattern, action) || (pattern.contains("/*/") && matches(pattern.replace("/*/", "/"), action));
    }

    /** Classic wildcard match; a {@code *} spans any number of segments. */
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
