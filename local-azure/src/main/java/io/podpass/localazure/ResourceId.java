package io.podpass.localazure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An ARM resource id or scope. Equal without regard to case, prints as it was written (spec azure-platform §3.1).
 */
final class ResourceId {
    private final List<String> segments;
    private final String key;

    private ResourceId(List<String> segments) {
        this.segments = List.copyOf(segments);
        this.key = Text.lower(toString());
    }

    static ResourceId of(List<String> segments) {
        return new ResourceId(segments);
    }

    static ResourceId parse(String text) {
        return of(Arrays.stream(text.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList());
    }

    ResourceId child(String... more) {
        var longer = new ArrayList<>(segments);
        longer.addAll(Arrays.asList(more));
        return of(longer);
    }

    /** An id of this resource group for a resource of the type, such as {@code Microsoft.KeyVault/vaults}. */
    ResourceId resource(String type, String name) {
        int slash = type.indexOf('/');
        return child("providers", type.substring(0, slash), type.substring(slash + 1), name);
    }

    /** Lower case throughout, for maps. */
    String key() {
        return key;
    }

    List<String> segments() {
        return segments;
    }

    String name() {
        return segments.isEmpty() ? "" : segments.getLast();
    }

    /** True for itself and everything below it: a role on a scope is inherited downwards. */
    boolean covers(ResourceId other) {
        return segments.isEmpty() || other.key.equals(key) || other.key.startsWith(key + "/");
    }

    Optional<String> subscription() {
        return after(0, "subscriptions");
    }

    Optional<String> resourceGroup() {
        return after(2, "resourcegroups");
    }

    /** The id of the resource group that this is in. */
    Optional<ResourceId> group() {
        return resourceGroup().map(name -> of(segments.subList(0, 4)));
    }

    /** Without its last type and name: the scale set of an instance. */
    ResourceId parent() {
        return of(segments.subList(0, Math.max(0, segments.size() - 2)));
    }

    private Optional<String> after(int index, String word) {
        return segments.size() > index + 1 && segments.get(index).equalsIgnoreCase(word)
                ? Optional.of(segments.get(index + 1))
                : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceId id && id.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
