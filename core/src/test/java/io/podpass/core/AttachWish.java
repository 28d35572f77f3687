package io.podpass.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What one host should have, what it has, and what of that is ours; now and then more than one request can say. */
final class AttachWish {
    private static final List<ResourceId> IDS = IntStream.range(0, 500)
            .mapToObj(number -> Things.resourceId("id-" + number))
            .toList();

    final Set<ResourceId> wanted;
    final Set<ResourceId> present;
    final Set<ResourceId> ours;
    final boolean systemAssigned;

    AttachWish(Seeded seeded) {
        var size = seeded.oneIn(5) ? 50 + seeded.below(450) : seeded.below(5);
        var ids = IDS.subList(0, size);
        wanted = seeded.oneIn(4) ? Set.of() : seeded.subset(ids);
        present = seeded.oneIn(6) ? Set.copyOf(ids) : seeded.subset(ids);
        ours = seeded.oneIn(4) ? Set.copyOf(ids) : seeded.subset(ids);
        systemAssigned = seeded.flip();
    }

    AttachPlan plan() {
        return AttachPlan.between(wanted, present, ours);
    }

    HostIdentities host() {
        return new HostIdentities(systemAssigned, present);
    }

    /** wanted ∪ (present − (ours − wanted)) */
    Set<ResourceId> outcome() {
        var unneeded = new HashSet<>(ours);
        unneeded.removeAll(wanted);
        var outcome = new HashSet<>(present);
        outcome.removeAll(unneeded);
        outcome.addAll(wanted);
        return outcome;
    }
}
