package io.podpass.agent;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.agent.Outcome.Verdict;
import io.podpass.core.Pod;
import io.podpass.kube.EventRecorder;
import io.podpass.kube.EventRecorder.Severity;
import java.time.Clock;

/**
 * Shows refusals where the pod's owner looks: as events of the pod. Those that pass by themselves, and those of nobody
 * known, are left to the record.
 */
final class RefusalEvents implements Outcomes, AutoCloseable {
    static final String REASON = "TokenRefused";
    static final String COMPONENT = "podpass-agent";

    private final EventBudget budget;
    private final EventRecorder recorder;

    /** The client stays the caller's to close. */
    RefusalEvents(KubernetesClient client, Clock clock) {
        this.budget = new EventBudget(clock);
        this.recorder = new EventRecorder(client, clock, COMPONENT);
    }

    @Override
    public void decided(Outcome outcome) {
        if (outcome.verdict() instanceof Verdict.Refused(var refusal)) {
            outcome.pod()
                    .filter(pod -> !passing(refusal) && budget.grants(pod, refusal.cause()))
                    .ifPresent(pod -> recorder.report(
                            reference(pod), Severity.WARNING, REASON, refusal.reason() + ": " + refusal.description()));
        }
    }

    /** Refusals that should have become events and did not. */
    long lost() {
        return budget.withheld() + recorder.lost();
    }

    private static boolean passing(Refusal refusal) {
        return switch (refusal.cause()) {
            case AGENT_NOT_READY, AGENT_STOPPING, AGENT_FAILED, CALLER_GONE, GRANT_CHANGED, CALLER_CHANGED -> true;
            default -> false;
        };
    }

    private static ObjectReference reference(Pod pod) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.key().namespace())
                .withName(pod.key().name())
                .withUid(pod.uid())
                .build();
    }

    @Override
    public void close() {
        recorder.close();
    }
}
