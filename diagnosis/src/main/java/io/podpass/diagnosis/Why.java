package io.podpass.diagnosis;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.controller.LeaderElection;
import io.podpass.diagnosis.WhyQuestion.Probe;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Why a pod gets a token, or gets none. */
public final class Why {
    private final KubernetesClient client;
    private final Optional<WhyAzure> azure;

    /** Azure is looked at when it is given. The client stays the caller's to close. */
    public Why(KubernetesClient client, Optional<WhyAzure> azure) {
        this.client = client;
        this.azure = azure;
    }

    /**
     * Reads the cluster, and Azure, has the agent try it if that is wanted, and judges; changes nothing. Throws
     * {@link DiagnosisException} when there is no such pod, or it or what grants go by can't be read.
     */
    public Chain ask(WhyQuestion question, Instant now) throws InterruptedException {
        var reading = new WhyGathering(client, LeaderElection.DEFAULTS).read(question.pod(), now);
        var facts = WhyFacts.of(question, reading);
        var judged = new WhyJudgment(facts).judge();
        var links = new Links(judged.links());
        var looked = judged.stopped()
                ? Optional.<AzureReading>empty()
                : judged.identity()
                        .flatMap(identity -> azure.map(arm ->
                                arm.read(identity, reading.host().value().flatMap(host -> host), question.scope())));
        if (judged.identity()
                .filter(identity -> identity.resourceId().isPresent())
                .isPresent()) {
            var identity = judged.identity().get();
            links.then(() -> AzureLinks.host(reading));
            reading.host()
                    .value()
                    .flatMap(host -> host)
                    .ifPresent(host -> links.then(() -> AzureLinks.azure(identity, host, facts.managed(), looked)));
        }
        links.then(() -> AgentLinks.agent(reading));
        if (links.go()) {
            var tried = tried(question, reading);
            links.then(() -> AgentLinks.token(question, tried));
        }
        looked.flatMap(AzureReading::role)
                .ifPresent(role ->
                        links.then(() -> AzureLinks.role(question.scope().orElseThrow(), question.role(), role)));
        return new Chain(question.pod(), links.all());
    }

    /** No link is judged behind one that does not hold. */
    private static final class Links {
        private final List<Link> links;

        Links(List<Link> first) {
            links = new ArrayList<>(first);
        }

        boolean go() {
            return links.isEmpty() || !links.getLast().stops();
        }

        void then(Supplier<Link> next) {
            if (go()) {
                links.add(next.get());
            }
        }

        List<Link> all() {
            return links;
        }
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
