package io.podpass.diagnosis;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.controller.LeaderElection;
import io.podpass.diagnosis.WhyQuestion.Probe;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a pod gets a token, or gets none. */
public final class Why {
    private final KubernetesClient client;

    /** The client stays the caller's to close. */
    public Why(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Reads the cluster, has the agent try it if that is wanted, and judges; changes nothing. Throws
     * {@link DiagnosisException} when there is no such pod, or it or what grants go by can't be read.
     */
    public Chain ask(WhyQuestion question, Instant now) throws InterruptedException {
        var reading = new WhyGathering(client, LeaderElection.DEFAULTS).read(question.pod(), now);
        var judged = new WhyJudgment(WhyFacts.of(question, reading)).judge();
        var links = new ArrayList<>(judged.links());
        if (!judged.stopped()) {
            links.add(AgentLinks.agent(reading));
            if (!links.getLast().stops()) {
                links.add(AgentLinks.token(question, tried(question, reading)));
            }
        }
        return new Chain(question.pod(), links);
    }

    private Optional<Part<Trial>> tried(WhyQuestion question, WhyReading reading) throws InterruptedException {
        return switch (question.probe()) {
            case Probe.None _ -> Optional.empty();
            case Probe.At(var agent) -> {
                try (var http = HttpClient.newHttpClient()) {
                    yield Optional.of(new TrialCall(http).ask(agent, question));
                }
            }
            case Probe.Forwarded _ -> {
                var ready = reading.agents().value().orElse(List.of()).stream()
                        .filter(AgentPod::ready)
                        .findFirst();
                yield Optional.of(
                        ready.isPresent()
                                ? new AgentPorts(client).tryAt(ready.get(), question)
                                : Part.unread("no ready agent is known on node "
                                        + reading.pod().node()));
            }
        };
    }
}
