package io.podpass.controller;

import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What we attached to which host, kept where it outlives assignments, nodes and ourselves. Safe for use by many threads.
 * Every call may throw {@link io.fabric8.kubernetes.client.KubernetesClientException}.
 */
interface HostRecords {
    /**
     * A record.
     *
     * @param version as it was read or written
     */
    record Entry(String version, Set<ResourceId> attached) {}

    Optional<Entry> read(Host host);

    /** Refused with a conflict when the record is no longer as {@code before}: somebody else writes, too. */
    Entry write(Host host, Optional<Entry> before, Collection<ResourceId> attached);
}
