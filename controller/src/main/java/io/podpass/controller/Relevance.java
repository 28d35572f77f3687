package io.podpass.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.podpass.core.AssignmentState;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureAssignedIdentitySpec;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Records;
import io.podpass.kube.Watched.Change;
import io.podpass.kube.WatchedPod;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which changes there is something to do for. Nodes and pods change every few seconds in what nobody here reads, and what
 * we write ourselves comes back as a change: the work that it would ask for grows with the cluster.
 */
final class Relevance {
    private Relevance() {}

    static boolean ofPod(Change<WatchedPod> change) {
        return unless(change, Relevance::samePlace);
    }

    private static boolean samePlace(WatchedPod before, WatchedPod after) {
        return Objects.equals(before.getMetadata().getUid(), after.getMetadata().getUid())
                && Objects.equals(
                        before.getMetadata().getLabels(), after.getMetadata().getLabels())
                && Objects.equals(before.getSpec(), after.getSpec())
                && Objects.equals(before.getStatus(), after.getStatus());
    }

    /** The status says nothing new to us: it is ours. */
    static boolean ofBinding(Change<AzureIdentityBinding> change) {
        return unless(change, Relevance::sameBinding);
    }

    private static boolean sameBinding(AzureIdentityBinding before, AzureIdentityBinding after) {
        return Objects.equals(before.getSpec(), after.getSpec());
    }

    static boolean ofIdentity(Change<AzureIdentity> change) {
        return unless(change, Relevance::sameIdentity);
    }

    private static boolean sameIdentity(AzureIdentity before, AzureIdentity after) {
        return Objects.equals(before.getSpec(), after.getSpec())
                && Records.annotation(before, Records.BEHAVIOR_ANNOTATION)
                        .equals(Records.annotation(after, Records.BEHAVIOR_ANNOTATION));
    }

    static boolean ofNode(Change<Node> change) {
        return unless(change, (before, after) -> Objects.equals(before.getSpec(), after.getSpec()));
    }

    /** An assignment that has only become usable asks for nothing any more. */
    static boolean ofAssignment(Change<AzureAssignedIdentity> change) {
        return unless(
                change,
                (before, after) -> Records.stateOf(before) == AssignmentState.CREATED
                        && Records.stateOf(after) == AssignmentState.ASSIGNED
                        && Records.deleting(before) == Records.deleting(after)
                        && sameSpec(before.getSpec(), after.getSpec()));
    }

    private static boolean sameSpec(
            @Nullable AzureAssignedIdentitySpec before, @Nullable AzureAssignedIdentitySpec after) {
        return before != null
                && after != null
                && Objects.equals(before.pod(), after.pod())
                && Objects.equals(before.podNamespace(), after.podNamespace())
                && Objects.equals(before.nodeName(), after.nodeName())
                && sameCopy(before.azureIdentityRef(), after.azureIdentityRef(), Relevance::sameIdentity)
                && sameCopy(before.azureBindingRef(), after.azureBindingRef(), Relevance::sameBinding);
    }

    private static <T extends HasMetadata> boolean sameCopy(
            @Nullable T before, @Nullable T after, BiPredicate<T, T> same) {
        return before != null
                && after != null
                && Records.key(before).equals(Records.key(after))
                && same.test(before, after);
    }

    private static <T extends HasMetadata> boolean unless(Change<T> change, BiPredicate<T, T> same) {
        return change.before().isEmpty()
                || change.after().isEmpty()
                || !same.test(change.before().get(), change.after().get());
    }
}
