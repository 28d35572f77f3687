package io.podpass.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What must change on one host. Building a plan calls nothing; sending it is someone else's job. */
public record AttachPlan(SortedSet<ResourceId> attach, SortedSet<ResourceId> detach) {
    /** Azure refuses a request that names more identities, additions and removals together (spec azure-platform §3.5). */
    public static final int MAX_PER_REQUEST = 150;

    public AttachPlan {
        attach = new TreeSet<>(attach);
        detach = new TreeSet<>(detach);
    }

    /** {@code ours} are those that we attached ourselves: the rest belongs to the cluster or to its owner. */
    public static AttachPlan between(Set<ResourceId> wanted, Set<ResourceId> present, Set<ResourceId> ours) {
        var attach = new TreeSet<>(wanted);
        attach.removeAll(present);
        var detach = new TreeSet<>(ours);
        detach.retainAll(present);
        detach.removeAll(wanted);
        return new AttachPlan(attach, detach);
    }

    public boolean isEmpty() {
        return attach.isEmpty() && detach.isEmpty();
    }

    /** The requests that carry the plan out on a host that now is {@code host}, in order; none for an empty plan. */
    public List<IdentityPatch> patches(HostIdentities host) {
        var patches = new ArrayList<IdentityPatch>();
        var present = new TreeSet<>(host.userAssigned());
        var batch = new TreeSet<ResourceId>();
        // Additions go first: what starting pods wait for is not held up by what nobody needs any more.
        for (var ids : List.of(attach, detach)) {
            for (var id : ids) {
                batch.add(id);
                if (batch.size() == MAX_PER_REQUEST) {
                    patches.add(patch(batch, present, host.systemAssigned()));
                    batch.clear();
                }
            }
        }
        if (!batch.isEmpty()) {
            patches.add(patch(batch, present, host.systemAssigned()));
        }
        return List.copyOf(patches);
    }

    /** Keeps {@code present} as it will be after this request, for the type of the next one. */
    private IdentityPatch patch(SortedSet<ResourceId> batch, Set<ResourceId> present, boolean systemAssigned) {
        var add = new TreeSet<>(batch);
        add.retainAll(attach);
        var remove = new TreeSet<>(batch);
        remove.removeAll(attach);
        present.addAll(add);
        present.removeAll(remove);
        return new IdentityPatch(systemAssigned, !present.isEmpty(), add, remove);
    }
}
