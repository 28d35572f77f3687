package io.podpass.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Pod;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Records;
import io.podpass.kube.Watched.Change;
import io.podpass.kube.WatchedPod;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which changes there is something to do for. Nodes and pods change every few seconds in what nobody here reads, and what
 * we write ourselves comes back as a change: the work that it would ask for grows with the cluster.
 */
final class Relevance {
    private Relevance() {}

    static boolean ofPod(Change<WatchedPod> change) {
        return unless(change, (before, after) -> samePlace(Records.pod(before), Records.pod(after)));
    }

    private static boolean samePlace(Pod before, Pod after) {
        return before.uid().equals(after.uid())
                && before.node().equals(after.node())
                && before.selector().equals(after.selector())
                && before.finished() == after.finished();
    }

    /** The status says nothing new to us: it is ours. */
    static boolean ofBinding(Change<AzureIdentityBinding> change) {
        return unless(change, (before, after) -> Records.binding(before).equals(Records.binding(after)));
    }

    static boolean ofIdentity(Change<AzureIdentity> change) {
        return unless(change, (before, after) -> Records.identity(before).equals(Records.identity(after)));
    }

    static boolean ofNode(Change<Node> change) {
        return unless(change, (before, after) -> Records.host(before).equals(Records.host(after)));
    }

    /** An assignment that has only become usable asks for nothing any more. */
    static boolean ofAssignment(Change<AzureAssignedIdentity> change) {
        return unless(
                change,
                (before, after) -> Records.stateOf(before) == AssignmentState.CREATED
                        && Records.stateOf(after) == AssignmentState.ASSIGNED
                        && onlyConfirmed(read(before), read(after)));
    }

    private static Optional<Assignment> read(AzureAssignedIdentity object) {
        return Records.assignment(object).readable();
    }

    private static boolean onlyConfirmed(Optional<Assignment> before, Optional<Assignment> after) {
        return before.isPresent()
                && after.isPresent()
                && before.get().deleting() == after.get().deleting()
                && before.get().pod().equals(after.get().pod())
                && before.get().node().equals(after.get().node())
                && before.get().identity().equals(after.get().identity())
                && before.get().binding().equals(after.get().binding());
    }

    private static <T extends HasMetadata> boolean unless(Change<T> change, BiPredicate<T, T> same) {
        return change.before().isEmpty()
                || change.after().isEmpty()
                || !same.test(change.before().get(), change.after().get());
    }
}
