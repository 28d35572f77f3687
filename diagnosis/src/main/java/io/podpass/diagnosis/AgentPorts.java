package io.podpass.diagnosis;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;

/** Reaches agents as {@code kubectl port-forward} does: they listen on their node's loopback, where nobody else gets. */
final class AgentPorts {
    private final KubernetesClient client;

    AgentPorts(KubernetesClient client) {
        this.client = client;
    }

    Part<Trial> tryAt(AgentPod agent, WhyQuestion question) throws InterruptedException {
        try (var http = HttpClient.newHttpClient();
                var forward = client.pods()
                        .inNamespace(agent.key().namespace())
                        .withName(agent.key().name())
                        .portForward(agent.port())) {
            return new TrialCall(http).ask(URI.create("http://127.0.0.1:" + forward.getLocalPort()), question);
        } catch (KubernetesClientException | IOException e) {
            return Part.unread("no way to port " + agent.port() + " of pod " + agent.key() + ": " + e.getMessage());
        }
    }
}
