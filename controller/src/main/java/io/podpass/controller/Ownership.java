package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which identities of one host are ours to take off: those that we attached, or tried to. Written down before the attempt,
 * and crossed out after they are off again, so that there is no moment at which an end of this process forgets one. For one
 * thread at a time.
 */
final class Ownership {
    /** Longer than Azure takes to carry out, or give up, what was sent (spec azure-platform §3.2). */
    static final Duration UNSURE = Duration.ofMinutes(30);

    private final Host host;
    private final HostRecords records;
    private Optional<HostRecords.Entry> entry = Optional.empty();
    private boolean read;
    private Set<ResourceId> ours = Set.of();
    private Set<ResourceId> leaving = Set.of();
    private Instant unsureUntil = Instant.MIN;

    Ownership(Host host, HostRecords records) {
        this.host = host;
        this.records = records;
    }

    /** Reads the record once. A host without one was an old controller's, whose identities we take over. */
    void learn(HostDemand demand, Instant now) {
        if (!read) {
            entry = records.read(host);
            ours = entry.map(HostRecords.Entry::attached).orElseGet(() -> adopted(demand));
            unsure(now);
            read = true;
        }
        if (!Collections.disjoint(ours, demand.kept())) {
            drop(demand.kept());
        }
        // From here on what is assigned may have been assigned by us without being ours.
        if (entry.isEmpty() && !demand.wanted().isEmpty()) {
            write();
        }
    }

    /** The node resource group's identities are the cluster's own: kubelet's, and those of add-ons. */
    private Set<ResourceId> adopted(HostDemand demand) {
        var adopted = new TreeSet<>(demand.assigned());
        adopted.removeIf(id -> id.resourceGroup().equals(host.id().resourceGroup()));
        return Set.copyOf(adopted);
    }

    Set<ResourceId> ours() {
        return ours;
    }

    /** Before they are attached. */
    void claim(Collection<ResourceId> ids) {
        var staying = new TreeSet<>(leaving);
        staying.removeAll(ids);
        leaving = Set.copyOf(staying);
        var more = new TreeSet<>(ours);
        more.addAll(ids);
        ours = Set.copyOf(more);
        save();
    }

    /** Azure says that they are off; so they are no longer ours as soon as a look shows it. */
    void takenOff(Collection<ResourceId> ids) {
        var more = new TreeSet<>(leaving);
        more.addAll(ids);
        leaving = Set.copyOf(more);
    }

    /** They are off, or were never on. */
    void drop(Collection<ResourceId> ids) {
        var less = new TreeSet<>(ours);
        less.removeAll(ids);
        ours = Set.copyOf(less);
    }

    /** What was sent may yet take effect. */
    void unsure(Instant now) {
        unsureUntil = now.plus(UNSURE);
    }

    /** Others have taken off what is no longer there; should they put it on again, it is theirs. */
    void saw(Set<ResourceId> present, Instant now) {
        var off = new TreeSet<>(leaving);
        off.removeAll(present);
        drop(off);
        leaving = Set.of();
        if (!unsureUntil.isAfter(now)) {
            var there = new TreeSet<>(ours);
            there.retainAll(present);
            ours = Set.copyOf(there);
        }
    }

    /** Makes the record say what {@link #ours()} says. */
    void save() {
        if (!ours.equals(entry.map(HostRecords.Entry::attached).orElse(Set.of()))) {
            write();
        }
    }

    private void write() {
        try {
            entry = Optional.of(records.write(host, entry, ours));
        } catch (KubernetesClientException e) {
            // Whether it was written is not known, or somebody else wrote: what is there counts.
            read = false;
            throw e;
        }
    }
}
