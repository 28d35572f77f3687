package io.podpass.controller;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Assignment;
import io.podpass.core.AssignmentPlan;
import io.podpass.core.Binding;
import io.podpass.core.Grant;
import io.podpass.core.Host;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.Matching;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.ResourceId;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Records;
import io.podpass.kube.WatchedPod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a cluster and its hosts come to by core's decisions alone, asked once for everything that is there. */
final class Ideal {
    private final Map<ObjectKey, List<Grant>> grants = new HashMap<>();
    private final Map<Host, Set<ResourceId>> wanted = new HashMap<>();
    private final Set<String> nodes = new HashSet<>();
    private final KubernetesClient client;

    private Ideal(KubernetesClient client) {
        this.client = client;
        var bindings = client.resources(AzureIdentityBinding.class).inAnyNamespace().list().getItems().stream()
                .map(Records::binding)
                .toList();
        var identities = identities(client);
        var hosts = hosts(client);
        nodes.addAll(hosts.keySet());
        client.resources(WatchedPod.class).inAnyNamespace().withLabel(Pod.LABEL).list().getItems().stream()
                .map(Records::pod)
                .forEach(pod -> add(pod, bindings, identities, hosts));
    }

    /** Of what is there now. */
    static Ideal of(KubernetesClient client) {
        return new Ideal(client);
    }

    private void add(Pod pod, List<Binding> bindings, Map<ObjectKey, Identity> identities, Map<String, Host> hosts) {
        var own = Matching.grants(pod, bindings, key -> Optional.ofNullable(identities.get(key)), false);
        grants.put(pod.key(), own);
        var host = hosts.get(pod.node());
        if (host != null) {
            own.forEach(grant -> grant.identity()
                    .resourceId()
                    .ifPresent(id ->
                            wanted.computeIfAbsent(host, _ -> new TreeSet<>()).add(id)));
        }
    }

    private static Map<ObjectKey, Identity> identities(KubernetesClient client) {
        var identities = new HashMap<ObjectKey, Identity>();
        for (var object :
                client.resources(AzureIdentity.class).inAnyNamespace().list().getItems()) {
            if (Records.identity(object) instanceof Verdict.Usable(var identity)) {
                identities.put(Records.key(object), identity);
            }
        }
        return identities;
    }

    private static Map<String, Host> hosts(KubernetesClient client) {
        var hosts = new HashMap<String, Host>();
        for (Node node : client.nodes().list().getItems()) {
            Records.host(node).ifPresent(host -> hosts.put(node.getMetadata().getName(), host));
        }
        return hosts;
    }

    Set<ResourceId> wanted(Host host) {
        return wanted.getOrDefault(host, Set.of());
    }

    /** How the assignments that are there now differ from it. Those on nodes that are not there wait for them. */
    List<String> differences() {
        var differences = new ArrayList<String>();
        var existing = new HashMap<ObjectKey, List<Assignment>>();
        for (var object : client.resources(AzureAssignedIdentity.class)
                .inAnyNamespace()
                .list()
                .getItems()) {
            var assignment = Records.assignment(object).readable();
            if (assignment.isEmpty()) {
                differences.add(Records.key(object) + " is unreadable");
                continue;
            }
            existing.computeIfAbsent(assignment.get().pod(), _ -> new ArrayList<>())
                    .add(assignment.get());
            if (!assignment.get().usable() && nodes.contains(assignment.get().node())) {
                differences.add(
                        assignment.get().key() + " is " + assignment.get().state());
            }
        }
        var pods = new HashSet<>(grants.keySet());
        pods.addAll(existing.keySet());
        for (var pod : pods) {
            var plan =
                    AssignmentPlan.between(grants.getOrDefault(pod, List.of()), existing.getOrDefault(pod, List.of()));
            if (!plan.isEmpty()) {
                differences.add(pod + ": " + plan);
            }
        }
        return differences;
    }
}
