package io.podpass.localazure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The repositories of all registries. Thread safe. */
final class RegistryStore {
    private final Map<ResourceId, Map<String, RegistryRepository>> registries = new HashMap<>();

    synchronized void forget(ResourceId registry) {
        registries.remove(registry);
    }

    synchronized Optional<RegistryRepository> find(ResourceId registry, String name) {
        return Optional.ofNullable(repositoriesOf(registry).get(name));
    }

    /** The repository, made if it is not there: a push needs no preparation. */
    synchronized RegistryRepository forPush(ResourceId registry, String name) {
        return repositoriesOf(registry).computeIfAbsent(name, missing -> new RegistryRepository());
    }

    /** Names of those that hold something, in order. */
    synchronized List<String> names(ResourceId registry) {
        return repositoriesOf(registry).entrySet().stream()
                .filter(entry -> entry.getValue().hasManifests())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, RegistryRepository> repositoriesOf(ResourceId registry) {
        return registries.computeIfAbsent(registry, key -> new TreeMap<>());
    }
}
