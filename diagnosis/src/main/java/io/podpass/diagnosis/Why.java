package io.podpass.diagnosis;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.controller.LeaderElection;
import java.time.Instant;

/** Why a pod gets a token, or gets none. */
public final class Why {
    private final KubernetesClient client;

    /** The client stays the caller's to close. */
    public Why(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Reads the cluster and judges, changes nothing. Throws {@link DiagnosisException} when there is no such pod, or it or
     * what grants go by can't be read.
     */
    public Chain ask(WhyQuestion question, Instant now) {
        var reading = new WhyGathering(client, LeaderElection.DEFAULTS).read(question.pod(), now);
        var judged = new WhyJudgment(WhyFacts.of(question, reading)).judge();
        return new Chain(question.pod(), judged.links());
    }
}
