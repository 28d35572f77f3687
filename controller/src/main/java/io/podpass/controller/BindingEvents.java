package io.podpass.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentNames;
import io.podpass.core.Binding;
import io.podpass.core.Grant;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.EventRecorder;
import io.podpass.kube.EventRecorder.Severity;

/**
 * What is told to the owners of bindings and identities (spec aad-pod-identity §3.10); what concerns pods and conditions is
 * passed on.
 */
final class BindingEvents {
    static final String APPLIED = "binding applied";
    static final String APPLY_ERROR = "binding apply error";
    static final String STATE_ERROR = "status update error";
    static final String INVALID_IDENTITY = "invalid identity";

    private final Cluster cluster;
    private final EventRecorder recorder;
    private final PodEvents pods;
    private final Problems problems;

    BindingEvents(Cluster cluster, EventRecorder recorder, PodEvents pods, Problems problems) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.pods = pods;
        this.problems = problems;
    }

    void applied(Assignment assignment) {
        problems.solved(assignment);
        pods.assigned(assignment);
        report(
                assignment.binding(),
                Severity.NORMAL,
                APPLIED,
                "Binding " + assignment.binding().key().name() + " applied on node " + assignment.node() + " for pod "
                        + assignment.key().name());
    }

    void applyError(Assignment assignment, String problem) {
        problems.report(assignment, problem);
        pods.refused(assignment.pod(), assignment.identity(), problem);
        applyError(assignment.binding(), assignment.node(), assignment.key().name(), problem);
    }

    void applyError(Assignment assignment, RuntimeException problem) {
        applyError(assignment, text(problem));
    }

    void applyError(Grant grant, RuntimeException problem) {
        pods.refused(grant.pod().key(), grant.identity(), text(problem));
        var name = AssignmentNames.choose(grant, _ -> false);
        applyError(grant.binding(), grant.pod().node(), name, text(problem));
    }

    private void applyError(Binding binding, String node, String assignment, String problem) {
        report(
                binding,
                Severity.WARNING,
                APPLY_ERROR,
                "Applying binding " + binding.key().name() + " node " + node + " for pod " + assignment
                        + " resulted in error " + problem);
    }

    private void report(Binding binding, Severity severity, String reason, String message) {
        // A binding that is gone has no owner who would look.
        cluster.bindings()
                .get(binding.key())
                .ifPresent(object -> recorder.report(reference(object), severity, reason, message));
    }

    void stateError(AzureAssignedIdentity assignment, RuntimeException problem) {
        recorder.report(reference(assignment), Severity.WARNING, STATE_ERROR, text(problem));
    }

    void invalid(AzureIdentity identity, Verdict.Invalid verdict) {
        recorder.report(reference(identity), Severity.WARNING, INVALID_IDENTITY, verdict.problem());
    }

    private static String text(RuntimeException problem) {
        var message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }

    private static ObjectReference reference(HasMetadata object) {
        var metadata = object.getMetadata();
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .build();
    }
}
