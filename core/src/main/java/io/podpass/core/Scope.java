package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a role assignment counts: a management group, a subscription, a resource group or a resource, and everything
 * below it. In lower case, as ARM compares without regard to case (spec azure-platform §3.1, §3.6).
 */
public record Scope(String value) implements Comparable<Scope> {
    private static final Pattern GROUP = Pattern.compile("(/subscriptions/[^/\\s]+/resourcegroups/[^/\\s]+)(/.*)?");
    private static final Pattern PATH = Pattern.compile("/|(/[^/\\s]+)+");

    /** A slash at the end is dropped; throws {@link IllegalArgumentException} for what can be no scope. */
    public Scope {
        requireNonNull(value, "value is null");
        var lower = value.toLowerCase(Locale.ROOT);
        value = lower.length() > 1 && lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
        if (!PATH.matcher(value).matches()) {
            throw new IllegalArgumentException("not a scope: \"" + value
                    + "\", must begin with /subscriptions/<subid> or /providers/Microsoft.Management");
        }
    }

    public static Scope of(ResourceId id) {
        return new Scope(id.value());
    }

    public static Scope ofGroup(String subscription, String resourceGroup) {
        return new Scope("/subscriptions/" + subscription + "/resourcegroups/" + resourceGroup);
    }

    /** The resource group in which the scope is, or which it is. */
    public Optional<Scope> group() {
        var matcher = GROUP.matcher(value);
        return matcher.matches() ? Optional.of(new Scope(matcher.group(1))) : Optional.empty();
    }

    /** Whether a role assigned here counts there. Which subscriptions a management group has is not in their names. */
    public boolean covers(Scope other) {
        return value.equals("/") || other.value.equals(value) || other.value.startsWith(value + "/");
    }

    @Override
    public int compareTo(Scope other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
