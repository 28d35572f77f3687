package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records in memory: what was read must still be there when it is replaced. */
final class FakeRecords implements HostRecords {
    private final Map<Host, Entry> entries = new HashMap<>();
    private int versions;

    @Override
    public synchronized Optional<Entry> read(Host host) {
        return Optional.ofNullable(entries.get(host));
    }

    @Override
    public synchronized Entry write(Host host, Optional<Entry> before, Collection<ResourceId> attached) {
        if (!before.equals(read(host))) {
            throw new KubernetesClientException("written by another", HttpURLConnection.HTTP_CONFLICT, null);
        }
        var entry = new Entry(String.valueOf(++versions), Set.copyOf(attached));
        entries.put(host, entry);
        return entry;
    }
}
