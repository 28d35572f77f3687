package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An ARM resource id in lower case. ARM compares ids without regard to case and answers with mixed case (spec
 * azure-platform §3.1), so the canonical form is the only one that may be compared, put into a set or sent.
 */
public record ResourceId(String value) implements Comparable<ResourceId> {
    private static final Pattern RESOURCE = Pattern.compile(
            "/subscriptions/([^/\\s]+)/resourcegroups/([^/\\s]+)/providers/([^/\\s]+)/([^/\\s]+)/([^/\\s]+)(/[^\\s]+)?");
    private static final int NAME = 8;
    private static final Pattern USER_ASSIGNED = Pattern.compile("/subscriptions/[^/\\s]+/resourcegroups/[^/\\s]+"
            + "/providers/microsoft\\.managedidentity/userassignedidentities/[^/\\s]+");

    public ResourceId {
        requireNonNull(value, "value is null");
        value = value.toLowerCase(Locale.ROOT);
        if (!RESOURCE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not an ARM resource id: \"" + value
                            + "\", must match /subscriptions/<subid>/resourcegroups/<resourcegroup>/providers/<namespace>/<type>/<name>");
        }
    }

    /** The id of a user-assigned identity, or empty when {@code text} is anything else (spec aad-pod-identity §1.3). */
    public static Optional<ResourceId> userAssignedIdentity(String text) {
        return USER_ASSIGNED.matcher(text.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of(new ResourceId(text))
                : Optional.empty();
    }

    static Optional<ResourceId> parse(String text) {
        return RESOURCE.matcher(text.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of(new ResourceId(text))
                : Optional.empty();
    }

    public String subscription() {
        return part(2);
    }

    public String resourceGroup() {
        return part(4);
    }

    /** Provider namespace and type, such as {@code microsoft.compute/virtualmachinescalesets}. */
    public String type() {
        return part(6) + "/" + part(7);
    }

    public String name() {
        return part(NAME);
    }

    /** What follows the name, such as {@code /virtualmachines/0}; empty for a resource of its own. */
    String nested() {
        return Stream.of(value.split("/", -1))
                .skip(NAME + 1)
                .map(part -> "/" + part)
                .collect(Collectors.joining());
    }

    ResourceId withoutNested() {
        return new ResourceId(value.substring(0, value.length() - nested().length()));
    }

    /** Between slashes; which of them there are was checked in the constructor. */
    private String part(int number) {
        return value.split("/", -1)[number];
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
