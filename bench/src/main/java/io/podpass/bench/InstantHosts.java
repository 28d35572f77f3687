package io.podpass.bench;

import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** An Azure that does everything at once: what is left of the time is the controller's own. */
final class InstantHosts implements HostIdentityClient {
    private final Map<Host, Set<ResourceId>> attached = new ConcurrentHashMap<>();
    private final LongAdder gets = new LongAdder();
    private final LongAdder patches = new LongAdder();

    /** As an earlier one has saved it; of a file that is not there nothing. */
    static InstantHosts load(Path file) throws IOException {
        var hosts = new InstantHosts();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var words = line.split(" ", -1);
                hosts.attached
                        .computeIfAbsent(
                                new Host(Host.Kind.valueOf(words[0]), new ResourceId(words[1])), _ -> new TreeSet<>())
                        .add(new ResourceId(words[2]));
            }
        }
        return hosts;
    }

    void save(Path file) throws IOException {
        Files.write(
                file,
                attached.entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream()
                                .map(id -> entry.getKey().kind() + " "
                                        + entry.getKey().id() + " " + id))
                        .toList());
    }

    @Override
    public HostIdentities get(Host host) {
        gets.increment();
        return new HostIdentities(false, attached.getOrDefault(host, Set.of()));
    }

    @Override
    public boolean exists(ResourceId identity) {
        return true;
    }

    @Override
    public Map<ResourceId, String> principalIds(Host host) {
        return Map.of();
    }

    @Override
    public void patch(Host host, IdentityPatch patch) {
        patches.increment();
        attached.compute(host, (_, before) -> {
            var after = new TreeSet<>(before == null ? Set.<ResourceId>of() : before);
            after.addAll(patch.attach());
            after.removeAll(patch.detach());
            return Set.copyOf(after);
        });
    }

    long gets() {
        return gets.sum();
    }

    long patches() {
        return patches.sum();
    }
}
