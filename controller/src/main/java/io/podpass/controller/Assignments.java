package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentNames;
import io.podpass.core.AssignmentPlan;
import io.podpass.core.AssignmentState;
import io.podpass.core.CredentialMode;
import io.podpass.core.Grant;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.KeyedQueue.Work;
import io.podpass.kube.Records;
import io.podpass.kube.Records.AssignmentVerdict.Broken;
import io.podpass.kube.Records.AssignmentVerdict.Intact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the assignments of one pod in line with its grants. Attaching is not its business. */
final class Assignments implements Work<ObjectKey> {
    private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);

    private final Cluster cluster;
    private final AssignmentWriter writer;
    private final BindingEvents events;
    private final PodEvents podEvents;
    private final FinishedPods finished;
    private final boolean forceNamespaced;

    Assignments(
            Cluster cluster,
            AssignmentWriter writer,
            BindingEvents events,
            PodEvents podEvents,
            FinishedPods finished,
            boolean forceNamespaced) {
        this.cluster = cluster;
        this.writer = writer;
        this.events = events;
        this.podEvents = podEvents;
        this.finished = finished;
        this.forceNamespaced = forceNamespaced;
    }

    @Override
    public Next run(ObjectKey pod) {
        // Every step is tried: one that fails must not keep the pod's other identities from it.
        var failed = steps(pod).stream().filter(step -> !step.succeeds()).count();
        if (failed > 0) {
            return Next.RETRY;
        }
        tellOfOddNodes(pod);
        var waiting = tell(pod);
        var grace = graceLeft(pod);
        if (grace.isPositive()) {
            return new Next.After(grace);
        }
        return waiting.<Next>map(Next.After::new).orElse(Next.DONE);
    }

    /** Returns when to tell more. */
    private Optional<Duration> tell(ObjectKey pod) {
        if (cluster.pods().get(pod).isEmpty()) {
            podEvents.forget(pod);
            return Optional.empty();
        }
        cluster.matches(pod, forceNamespaced).forEach(match -> podEvents.unmatched(pod, match));
        return podEvents.waiting(
                pod,
                cluster.assignmentsOfPod(pod).stream()
                        .flatMap(object -> cluster.read(object).readable().stream())
                        .toList());
    }

    /** Whether there is something to do for the pod; does nothing. */
    boolean differs(ObjectKey pod) {
        return !steps(pod).isEmpty();
    }

    private Duration graceLeft(ObjectKey pod) {
        if (cluster.assignmentsOfPod(pod).isEmpty()) {
            finished.forget(pod);
            return Duration.ZERO;
        }
        return cluster.pods()
                .get(pod)
                .map(Records::pod)
                .map(finished::graceLeft)
                .orElse(Duration.ZERO);
    }

    private List<Step> steps(ObjectKey pod) {
        var steps = new ArrayList<Step>();
        var existing = new ArrayList<Assignment>();
        for (var object : cluster.assignmentsOfPod(pod)) {
            switch (cluster.read(object)) {
                case Intact intact -> {
                    existing.add(intact.assignment());
                    if (intact.assignment().deleting()) {
                        steps.add(new Step("release", intact.assignment().key(), () -> writer.release(object)));
                    }
                }
                case Broken broken ->
                    steps.add(new Step("remove the unreadable", broken.key(), () -> {
                        if (broken.deleting()) {
                            writer.release(object);
                        } else {
                            writer.remove(object);
                        }
                    }));
            }
        }
        if (graceLeft(pod).isPositive()) {
            return steps;
        }
        var grants = cluster.grants(pod, forceNamespaced);
        var plan = AssignmentPlan.between(grants, existing);
        for (var leaving : plan.delete()) {
            steps.add(new Step("remove", leaving.key(), () -> object(leaving).ifPresent(writer::remove)));
        }
        for (var update : plan.update()) {
            steps.add(new Step("update", update.from().key(), () -> update(update)));
        }
        for (var grant : plan.create()) {
            steps.add(new Step("create for " + grant.identity().key(), pod, () -> create(grant)));
        }
        var settled = new ArrayList<>(existing);
        settled.removeAll(plan.delete());
        settled.removeAll(
                plan.update().stream().map(AssignmentPlan.Update::from).toList());
        for (var assignment : settled) {
            if (assignment.state() == AssignmentState.CREATED
                    && !assignment.deleting()
                    && assignment.identity().mode() != CredentialMode.ATTACHED) {
                steps.add(new Step("settle", assignment.key(), () -> settle(assignment)));
            }
        }
        return steps;
    }

    private record Step(String name, ObjectKey key, Runnable call) {
        boolean succeeds() {
            try {
                call.run();
                return true;
            } catch (KubernetesClientException e) {
                LOG.atWarn()
                        .addKeyValue("assignment", key)
                        .addKeyValue("step", name)
                        .addKeyValue("problem", e.getMessage())
                        .log("assignment not written, trying again later");
                return false;
            }
        }
    }

    private Optional<AzureAssignedIdentity> object(Assignment assignment) {
        return cluster.assignments().get(assignment.key());
    }

    private void update(AssignmentPlan.Update update) {
        var copies = Copies.of(cluster, update.to());
        var current = object(update.from());
        // Whatever is gone or has changed by now tells of itself through its watch.
        if (copies.isPresent() && current.isPresent()) {
            podEvents.begins(update.from().key());
            writer.replace(AssignmentObjects.anew(current.get(), update.to(), copies.get()));
        }
    }

    private void create(Grant grant) {
        try {
            Copies.of(cluster, grant).ifPresent(copies -> create(grant, copies));
        } catch (KubernetesClientException e) {
            events.applyError(grant, e);
            throw e;
        }
    }

    private void create(Grant grant, Copies copies) {
        var namespace = grant.assignmentNamespace(forceNamespaced);
        var taken = new HashSet<String>();
        Predicate<String> isTaken = name -> taken.contains(name)
                || cluster.assignments().get(new ObjectKey(namespace, name)).isPresent();
        while (true) {
            var key = new ObjectKey(namespace, AssignmentNames.choose(grant, isTaken));
            if (taken.contains(key.name())
                    || writer.create(AssignmentObjects.fresh(grant, key, copies))
                    || writer.read(key).filter(there -> isFor(there, grant)).isPresent()) {
                // In the last case it is ours, and the watch is yet to tell of it.
                return;
            }
            taken.add(key.name());
        }
    }

    private static boolean isFor(AzureAssignedIdentity there, Grant grant) {
        return Records.assignment(there)
                .readable()
                .filter(assignment -> assignment.pod().equals(grant.pod().key()))
                .filter(assignment ->
                        assignment.identity().key().equals(grant.identity().key()))
                .isPresent();
    }

    /** What needs no host is usable at once. */
    private void settle(Assignment assignment) {
        var object = object(assignment);
        if (object.isPresent() && writer.assigned(object.get(), Optional.empty())) {
            events.applied(assignment);
        }
    }

    /** Nobody else tells of nodes that no identity can be attached to. */
    private void tellOfOddNodes(ObjectKey pod) {
        for (var object : cluster.assignmentsOfPod(pod)) {
            var assignment = cluster.read(object).readable();
            var node = cluster.nodes().get(Records.nodeOf(object));
            if (assignment.isPresent()
                    && node.isPresent()
                    && assignment.get().identity().mode() == CredentialMode.ATTACHED
                    && assignment.get().state() == AssignmentState.CREATED
                    && cluster.host(node.get()).isEmpty()) {
                events.applyError(
                        assignment.get(),
                        "node " + assignment.get().node() + " is no machine of Azure's: its spec.providerID is \""
                                + node.get().getSpec().getProviderID() + "\"");
            }
        }
    }
}
