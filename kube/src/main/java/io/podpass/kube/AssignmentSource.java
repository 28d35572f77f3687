package io.podpass.kube;

import io.podpass.core.Assignment;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict.Usable;
import io.podpass.core.ManagedMode;
import io.podpass.core.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the assignments of a pod are known from.
 *
 * @param ofPod those of one pod
 * @param all the identities of every pod
 */
record AssignmentSource(Function<Pod, List<Assignment>> ofPod, Supplier<Stream<Identity>> all) {
    List<Assignment> of(Pod pod) {
        return ofPod.apply(pod);
    }

    Set<Identity> identities() {
        return all.get().collect(Collectors.toSet());
    }

    /** Those that the controller has written for pods of the node; the API server leaves out the rest. */
    static AssignmentSource written(Watches watches, String node, NodeListener listener) {
        var assignments = watches.assignmentsOfNode(node);
        assignments.onChange(
                change -> change.both().map(Records::podOf).distinct().forEach(listener::assignmentChanged));
        var readings =
                new Readings<>(assignments, object -> Records.assignment(object).readable());
        return new AssignmentSource(
                pod -> assignments.by(Index.ASSIGNMENTS_BY_POD, Index.value(pod.key())).stream()
                        .flatMap(object -> readings.of(object).stream())
                        .toList(),
                () -> assignments.all().stream()
                        .flatMap(object -> readings.of(object).stream())
                        .map(Assignment::identity));
    }

    /** Those that bindings and identities come down to. Objects that are being deleted, or are invalid, count no more. */
    static AssignmentSource derived(Watches watches, NodeListener listener) {
        var bindings = watches.bindings();
        var identities = watches.identities();
        bindings.onChange(change -> listener.namespaceChanged(change.namespace()));
        identities.onChange(change -> listener.namespaceChanged(change.namespace()));
        var bindingReadings = new Readings<>(bindings, Records::binding);
        var identityReadings = new Readings<>(identities, AssignmentSource::usable);
        return new AssignmentSource(
                pod -> ManagedMode.assignments(
                        pod,
                        bindings.by(Index.BINDINGS_BY_SELECTOR, pod.selector()).stream()
                                .filter(binding -> !Records.deleting(binding))
                                .map(bindingReadings::of)
                                .toList(),
                        key -> identities.get(key).flatMap(identityReadings::of)),
                () -> identities.all().stream().flatMap(object -> identityReadings.of(object).stream()));
    }

    private static Optional<Identity> usable(AzureIdentity identity) {
        return !Records.deleting(identity) && Records.identity(identity) instanceof Usable(var usable)
                ? Optional.of(usable)
                : Optional.empty();
    }
}
