package io.podpass.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.cli.StatusReading.Labelled;
import io.podpass.controller.Leader;
import io.podpass.controller.LeaderElection;
import io.podpass.core.Host;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Records;
import io.podpass.kube.WatchedPod;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads from the API server what {@code podpass status} judges. Writes nothing. */
final class StatusGathering {
    private final KubernetesClient client;
    private final LeaderElection election;

    StatusGathering(KubernetesClient client, LeaderElection election) {
        this.client = client;
        this.election = election;
    }

    /** Throws {@link UsageException} that names what can't be read. */
    StatusReading read(Optional<String> namespace, Instant now) {
        var pods = asked("pods", () -> {
            var all = client.resources(WatchedPod.class);
            var chosen = namespace.isPresent() ? all.inNamespace(namespace.get()) : all.inAnyNamespace();
            return chosen.withLabel(Pod.LABEL).list().getItems();
        });
        var identities = new HashMap<ObjectKey, Verdict>();
        list("azureidentities", AzureIdentity.class)
                .forEach(identity -> identities.put(Records.key(identity), Records.identity(identity)));
        return new StatusReading(
                pods.stream()
                        .map(pod -> new Labelled(
                                Records.pod(pod),
                                Instant.parse(pod.getMetadata().getCreationTimestamp())))
                        .toList(),
                list("azureidentitybindings", AzureIdentityBinding.class).stream()
                        .map(Records::binding)
                        .toList(),
                identities,
                list("azureassignedidentities", AzureAssignedIdentity.class).stream()
                        .map(Records::assignment)
                        .toList(),
                hosts(),
                asked("the leader's lease", () -> Leader.read(client, election, now)));
    }

    private Map<String, Host> hosts() {
        var hosts = new HashMap<String, Host>();
        var nodes = asked("nodes", () -> client.resources(Node.class).list().getItems());
        nodes.forEach(node -> Records.host(node)
                .ifPresent(host -> hosts.put(node.getMetadata().getName(), host)));
        return hosts;
    }

    private <T extends HasMetadata> List<T> list(String plural, Class<T> type) {
        return asked(
                plural, () -> client.resources(type).inAnyNamespace().list().getItems());
    }

    private static <T> T asked(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException e) {
            var reason = e.getCode() == 0 && e.getCause() != null ? e.getCause() : e;
            throw new UsageException("can't read " + what + ": " + Failures.line(reason), e);
        }
    }
}
