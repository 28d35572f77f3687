package io.podpass.kube;

import io.podpass.core.Assignment;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict.Usable;
import io.podpass.core.ManagedMode;
import io.podpass.core.Pod;
import java.util.List;
import java.util.Optional;

/** Where the assignments of a pod are known from. */
interface AssignmentSource {
    List<Assignment> of(Pod pod);

    /** Those that the controller has written for pods of the node; the API server leaves out the rest. */
    static AssignmentSource written(Watches watches, String node, NodeListener listener) {
        var assignments = watches.assignmentsOfNode(node);
        assignments.onChange(
                change -> change.both().map(Records::podOf).distinct().forEach(listener::assignmentChanged));
        var readings =
                new Readings<>(assignments, object -> Records.assignment(object).readable());
        return pod -> assignments.by(Index.ASSIGNMENTS_BY_POD, Index.value(pod.key())).stream()
                .flatMap(object -> readings.of(object).stream())
                .toList();
    }

    /** Those that bindings and identities come down to. Objects that are being deleted, or are invalid, count no more. */
    static AssignmentSource derived(Watches watches, NodeListener listener) {
        var bindings = watches.bindings();
        var identities = watches.identities();
        bindings.onChange(change -> listener.namespaceChanged(change.namespace()));
        identities.onChange(change -> listener.namespaceChanged(change.namespace()));
        var bindingReadings = new Readings<>(bindings, Records::binding);
        var identityReadings = new Readings<>(identities, AssignmentSource::usable);
        return pod -> ManagedMode.assignments(
                pod,
                bindings.by(Index.BINDINGS_BY_SELECTOR, pod.selector()).stream()
                        .filter(binding -> !Records.deleting(binding))
                        .map(bindingReadings::of)
                        .toList(),
                key -> identities.get(key).flatMap(identityReadings::of));
    }

    private static Optional<Identity> usable(AzureIdentity identity) {
        return !Records.deleting(identity) && Records.identity(identity) instanceof Usable(var usable)
                ? Optional.of(usable)
                : Optional.empty();
    }
}
