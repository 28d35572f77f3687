package io.podpass.localazure;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The containers of all storage accounts. Thread safe. */
final class BlobStore {
    private final Map<ResourceId, TreeMap<String, BlobContainer>> accounts = new HashMap<>();
    private final Clock clock;
    private final Ids ids;

    BlobStore(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    synchronized void forget(ResourceId account) {
        accounts.remove(account);
    }

    /** Empty when the container is there already. */
    synchronized Optional<BlobContainer> create(ResourceId account, String name) {
        var container = new BlobContainer(name, newEtag(), now());
        boolean there = containersOf(account).putIfAbsent(name, container) != null;
        return there ? Optional.empty() : Optional.of(container);
    }

    synchronized Optional<BlobContainer> find(ResourceId account, String name) {
        return Optional.ofNullable(containersOf(account).get(name));
    }

    synchronized List<BlobContainer> list(ResourceId account) {
        return List.copyOf(containersOf(account).values());
    }

    synchronized boolean delete(ResourceId account, String name) {
        return containersOf(account).remove(name) != null;
    }

    /** Times of storage are whole seconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    String newEtag() {
        return "\"0x8" + ids.hex32().substring(0, 14).toUpperCase(Locale.ROOT) + "\"";
    }

    private Map<String, BlobContainer> containersOf(ResourceId account) {
        return accounts.computeIfAbsent(account, key -> new TreeMap<>());
    }
}
