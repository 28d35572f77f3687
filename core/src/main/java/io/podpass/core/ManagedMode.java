package io.podpass.core;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Managed mode has no controller: identities are attached by whoever runs the cluster, and what a pod may use follows from
 * the bindings and identities of its own namespace at once (spec aad-pod-identity §2.7).
 */
public final class ManagedMode {
    private ManagedMode() {}

    /**
     * The pod's grants as assignments, so that {@link Access} is the one rule in either mode. A pod without the label
     * has none, whatever a binding's selector is.
     */
    public static List<Assignment> assignments(
            Pod pod, Collection<Binding> bindings, Function<ObjectKey, Optional<Identity>> identities) {
        return Matching.grants(pod, bindings, identities, true).stream()
                .map(ManagedMode::assignment)
                .toList();
    }

    private static Assignment assignment(Grant grant) {
        return new Assignment(
                new ObjectKey(grant.assignmentNamespace(true), AssignmentNames.plain(grant)),
                grant.pod().key(),
                grant.pod().node(),
                grant.identity(),
                grant.binding(),
                AssignmentState.ASSIGNED,
                Optional.empty(),
                false);
    }
}
