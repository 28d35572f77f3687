package io.podpass.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must change on one host. Building a plan calls nothing; sending it is someone else's job. An identity in both sets
 * is attached: additions win.
 */
public record AttachPlan(SortedSet<ResourceId> attach, SortedSet<ResourceId> detach) {
    /** Azure refuses a request that names more identities, additions and removals together (spec azure-platform §3.5). */
    public static final int MAX_PER_REQUEST = 150;

    public AttachPlan {
        attach = Collections.unmodifiableSortedSet(new TreeSet<>(attach));
        detach = Collections.unmodifiableSortedSet(without(detach, attach));
    }

    /** {@code ours} are those that we attached ourselves: the rest belongs to the cluster or to its owner. */
    public static AttachPlan between(Set<ResourceId> wanted, Set<ResourceId> present, Set<ResourceId> ours) {
        var there = ours.stream().filter(present::contains).toList();
        return new AttachPlan(without(wanted, present), without(there, wanted));
    }

    public boolean isEmpty() {
        return attach.isEmpty() && detach.isEmpty();
    }

    /**
     * The requests that carry the plan out on a host that now is {@code host}, in order. None of them leaves the host as
     * it is: what it has already or no longer is not asked for again.
     */
    public List<IdentityPatch> patches(HostIdentities host) {
        // Additions go first: what starting pods wait for is not held up by what nobody needs any more.
        var changes = new ArrayList<ResourceId>(without(attach, host.userAssigned()));
        detach.stream().filter(host.userAssigned()::contains).forEach(changes::add);
        var patches = new ArrayList<IdentityPatch>();
        for (var from = 0; from < changes.size(); from += MAX_PER_REQUEST) {
            var batch = changes.subList(from, Math.min(from + MAX_PER_REQUEST, changes.size()));
            patches.add(patch(batch, host.systemAssigned()));
        }
        return List.copyOf(patches);
    }

    /** Never the type alone, which would take off with ours what others attached since the host was looked at. */
    private IdentityPatch patch(List<ResourceId> batch, boolean systemAssigned) {
        var add = new TreeSet<>(batch);
        add.retainAll(attach);
        var remove = without(batch, attach);
        return new IdentityPatch(systemAssigned, true, add, remove);
    }

    private static NavigableSet<ResourceId> without(Collection<ResourceId> all, Set<ResourceId> these) {
        return all.stream().filter(id -> !these.contains(id)).collect(Collectors.toCollection(TreeSet::new));
    }
}
