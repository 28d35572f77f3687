package io.podpass.cli;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.AssignmentState;
import io.podpass.kube.AzureAssignedIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until every grant has become an assignment in state Assigned, or the controller says why one can't. */
final class AssignmentsWait {
    private final KubernetesClient client;

    AssignmentsWait(KubernetesClient client) {
        this.client = client;
    }

    /** Throws when a Warning event says that an identity can't be attached, or when the limit passes. */
    void await(long grants, Duration limit) {
        CompletableFuture<List<AzureAssignedIdentity>> assigned = client.resources(AzureAssignedIdentity.class)
                .inAnyNamespace()
                .informOnCondition(
                        all -> all.stream().filter(AssignmentsWait::assigned).count() >= grants);
        CompletableFuture<List<Event>> warned = client.v1()
                .events()
                .inAnyNamespace()
                .informOnCondition(all -> all.stream().anyMatch(AssignmentsWait::warning));
        try {
            CompletableFuture.anyOf(assigned, warned).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!assigned.isDone()) {
                throw new DemoException(warned.join().stream()
                        .filter(AssignmentsWait::warning)
                        .map(event -> event.getInvolvedObject().getName() + ": " + event.getMessage())
                        .findFirst()
                        .orElse("a warning event appeared and is gone"));
            }
        } catch (TimeoutException e) {
            throw new DemoException(
                    "not all of " + grants + " grants were assigned within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new DemoException("can't watch the assignments: " + Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while waiting for assignments", e);
        } finally {
            assigned.cancel(true);
            warned.cancel(true);
        }
    }

    private static boolean assigned(AzureAssignedIdentity assignment) {
        return Optional.ofNullable(assignment.getStatus())
                .filter(status -> AssignmentState.ASSIGNED.text().equals(status.status()))
                .isPresent();
    }

    /** On a binding: that a pod is refused what nobody grants it belongs to the demo. */
    private static boolean warning(Event event) {
        return "Warning".equals(event.getType())
                && event.getInvolvedObject().getKind().endsWith("AzureIdentityBinding");
    }
}
