package io.podpass.localkube;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** All types that are served: the built-in ones, and those that definitions add. Thread safe. */
final class Types {
    private final List<ResourceType> builtIn = BuiltInTypes.all();
    private final Map<String, List<ResourceType>> custom = new ConcurrentSkipListMap<>();

    Optional<ResourceType> find(String group, String version, String plural) {
        return all().stream()
                .filter(type -> type.group().equals(group)
                        && type.version().equals(version)
                        && type.plural().equals(plural))
                .findFirst();
    }

    ResourceType builtIn(String group, String plural) {
        return builtIn.stream()
                .filter(type -> type.group().equals(group) && type.plural().equals(plural))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no built-in " + plural + " in " + group));
    }

    /** The type whose objects are kept on a shelf, in any of its versions. */
    Optional<ResourceType> ofShelf(String shelf) {
        return all().stream().filter(type -> type.shelf().equals(shelf)).findFirst();
    }

    List<ResourceType> all() {
        var all = new ArrayList<>(builtIn);
        custom.values().forEach(all::addAll);
        return all;
    }

    List<ResourceType> of(String group, String version) {
        return all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .toList();
    }

    /** Named groups, without the core group. */
    Set<String> groups() {
        var groups = new LinkedHashSet<String>();
        all().stream()
                .map(ResourceType::group)
                .filter(group -> !group.isEmpty())
                .forEach(groups::add);
        return groups;
    }

    /** The versions of a group, the preferred one first. */
    List<String> versions(String group) {
        return all().stream()
                .filter(type -> type.group().equals(group))
                .map(ResourceType::version)
                .distinct()
                .sorted(VersionOrder.NEWEST_AND_MOST_STABLE_FIRST)
                .toList();
    }

    /** Serves what a definition defines, instead of what it defined before. */
    void define(String definition, List<ResourceType> versions) {
        custom.put(definition, List.copyOf(versions));
    }

    void forget(String definition) {
        custom.remove(definition);
    }
}
