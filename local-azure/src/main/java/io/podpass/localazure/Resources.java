package io.podpass.localazure;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All resources by id. Reads need no lock; whoever looks and then writes does both in {@link #exclusively}. */
final class Resources {
    private final Map<String, Resource> resources = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    <T> T exclusively(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    Optional<Resource> find(ResourceId id) {
        return Optional.ofNullable(resources.get(id.key()));
    }

    /** The resource of the id if it is of the type, which has to be there. */
    Resource require(ResourceId id, String type) {
        return find(id).filter(resource -> resource.type().equalsIgnoreCase(type))
                .orElseThrow(() -> ArmException.resourceNotFound(id, type));
    }

    /** In order of their ids. */
    List<Resource> list(String type, ResourceId under) {
        return resources.values().stream()
                .filter(resource -> resource.type().equalsIgnoreCase(type))
                .filter(resource -> under.covers(resource.id()))
                .sorted(Comparator.comparing(resource -> resource.id().key()))
                .toList();
    }

    List<Resource> under(ResourceId scope) {
        return resources.values().stream()
                .filter(resource -> scope.covers(resource.id()))
                .toList();
    }

    /** The one resource of a type whose names are unique in the whole of Azure, such as vaults. */
    Optional<Resource> named(String type, String name) {
        return resources.values().stream()
                .filter(resource -> resource.type().equalsIgnoreCase(type))
                .filter(resource -> resource.id().name().equalsIgnoreCase(name))
                .findFirst();
    }

    void put(Resource resource) {
        resources.put(resource.id().key(), resource);
    }

    void update(ResourceId id, UnaryOperator<Resource> change) {
        resources.computeIfPresent(id.key(), (key, resource) -> change.apply(resource));
    }

    void remove(ResourceId id) {
        resources.remove(id.key());
    }
}
