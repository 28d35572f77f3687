package io.podpass.controller;

import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.CredentialMode;
import io.podpass.core.Identity;
import io.podpass.core.Matching.Match;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.EventRecorder;
import io.podpass.kube.EventRecorder.Severity;
import io.podpass.kube.WatchedPod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is told to the owners of pods. In memory only: after a restart it may be told once more. Safe for many threads. */
final class PodEvents {
    static final String WAITING = "WaitingForIdentity";
    static final String ASSIGNED = "IdentityAssigned";
    static final String REFUSED = "IdentityRefused";

    /** Most identities are there by then; an event for every start of a pod would be noise. */
    static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private record Told(String uid, Set<String> texts) {}

    private final Cluster cluster;
    private final EventRecorder recorder;
    private final Clock clock;
    /** Of assignments that are not usable. */
    private final Map<ObjectKey, Instant> waitingSince = new ConcurrentHashMap<>();

    private final Map<ObjectKey, Told> told = new ConcurrentHashMap<>();

    PodEvents(Cluster cluster, EventRecorder recorder, Clock clock) {
        this.cluster = cluster;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** The assignment is about to be written anew, and its pod waits from now on. */
    void begins(ObjectKey assignment) {
        waitingSince.put(assignment, clock.instant());
    }

    /** Tells of those that wait for long. Returns when to ask again, if at all. */
    Optional<Duration> waiting(ObjectKey pod, Collection<Assignment> assignments) {
        var next = Optional.<Duration>empty();
        for (var assignment : assignments) {
            if (assignment.state() != AssignmentState.CREATED
                    || assignment.deleting()
                    || assignment.identity().mode() != CredentialMode.ATTACHED) {
                continue;
            }
            var now = clock.instant();
            var left = Duration.between(
                    now,
                    waitingSince.computeIfAbsent(assignment.key(), _ -> now).plus(WORTH_TELLING));
            if (left.isPositive()) {
                next = Optional.of(left);
            } else {
                once(
                        pod,
                        Severity.NORMAL,
                        WAITING,
                        "waiting for " + name(assignment.identity()) + " to be attached to " + host(assignment.node()));
            }
        }
        return next;
    }

    void assigned(Assignment assignment) {
        var since = Optional.ofNullable(waitingSince.remove(assignment.key()))
                .or(() -> cluster.assignments().get(assignment.key()).flatMap(PodEvents::created));
        var seconds = since.map(
                then -> Math.max(0, Duration.between(then, clock.instant()).toSeconds()));
        report(
                assignment.pod(),
                Severity.NORMAL,
                ASSIGNED,
                name(assignment.identity()) + " assigned"
                        + seconds.map(count -> " after " + count + " s").orElse("") + ", by binding "
                        + assignment.binding().key());
    }

    void refused(ObjectKey pod, Identity identity, String problem) {
        report(pod, Severity.WARNING, REFUSED, name(identity) + " is refused: " + problem);
    }

    /** The binding has the pod's label, and gives it nothing. */
    void unmatched(ObjectKey pod, Match match) {
        var binding = match.binding();
        switch (match.outcome()) {
            case IDENTITY_MISSING ->
                once(
                        pod,
                        Severity.WARNING,
                        REFUSED,
                        "binding " + binding.key() + " names identity " + binding.identity()
                                + ", which does not exist or is invalid: see the binding's condition Ready");
            case OTHER_NAMESPACE ->
                once(
                        pod,
                        Severity.WARNING,
                        REFUSED,
                        "binding " + binding.key() + " does not count here: identity " + binding.identity()
                                + " serves pods of its own namespace only");
            case GRANTED, SAME_IDENTITY -> {}
        }
    }

    void forget(ObjectKey pod) {
        told.remove(pod);
    }

    void forgetAssignment(ObjectKey assignment) {
        waitingSince.remove(assignment);
    }

    private void once(ObjectKey pod, Severity severity, String reason, String text) {
        var object = cluster.pods().get(pod);
        if (object.isPresent()) {
            var uid = object.get().getMetadata().getUid();
            var texts = told.compute(
                            pod,
                            (_, known) -> known != null && known.uid().equals(uid)
                                    ? known
                                    : new Told(uid, ConcurrentHashMap.newKeySet()))
                    .texts();
            if (texts.add(text)) {
                report(object.get(), severity, reason, text);
            }
        }
    }

    private void report(ObjectKey pod, Severity severity, String reason, String text) {
        // A pod that is gone has no owner who would look.
        cluster.pods().get(pod).ifPresent(object -> report(object, severity, reason, text));
    }

    private void report(WatchedPod pod, Severity severity, String reason, String text) {
        var about = new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .build();
        recorder.report(about, severity, reason, text);
    }

    private String host(String node) {
        return cluster.host(node).map(host -> host.id().name()).orElse("node " + node);
    }

    private static String name(Identity identity) {
        return "identity " + identity.key();
    }

    private static Optional<Instant> created(AzureAssignedIdentity object) {
        return Optional.ofNullable(object.getMetadata().getCreationTimestamp()).map(Instant::parse);
    }
}
