package io.podpass.diagnosis;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.controller.Leader;
import io.podpass.controller.LeaderElection;
import io.podpass.core.Host;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ResourceId;
import io.podpass.diagnosis.DoctorReading.AzureReading;
import io.podpass.diagnosis.DoctorReading.Definition;
import io.podpass.diagnosis.DoctorReading.PodSeen;
import io.podpass.diagnosis.DoctorReading.Workload;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzurePodIdentityException;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.Records;
import io.podpass.kube.WatchedPod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads all that is judged, each thing once. Writes nothing. */
final class DoctorGathering {
    private final KubernetesClient client;
    private final ClusterQuestions ask;

    DoctorGathering(KubernetesClient client) {
        this.client = client;
        this.ask = new ClusterQuestions(client);
    }

    /**
     * Throws {@link DiagnosisException} when the cluster does not answer at all.
     *
     * @param azure from the hosts of the nodes and the identities to attach
     */
    DoctorReading read(Instant now, BiFunction<Set<Host>, Set<ResourceId>, Part<AzureReading>> azure) {
        ask.needed("the cluster", client::getKubernetesVersion);
        var pods = wished("pods", Pod.class);
        var nodes = ask.wished("nodes", this::nodes);
        var identities = wished("azureidentities", AzureIdentity.class);
        var verdicts = map(identities, Records::identity);
        return new DoctorReading(
                ask.wished("customresourcedefinitions", this::definitions),
                ask.wished("the leader's lease", () -> Leader.read(client, LeaderElection.DEFAULTS, now)),
                map(pods, this::pod),
                nodes,
                verdicts,
                map(wished("azureassignedidentities", AzureAssignedIdentity.class), Records::assignment),
                map(wished("azurepodidentityexceptions", AzurePodIdentityException.class), Records::exception),
                ask.wished("networkpolicies", this::policies),
                ask.wished("deployments and daemonsets", this::workloads),
                azure.apply(hosts(nodes), attachable(verdicts)));
    }

    private <T extends HasMetadata> Part<List<T>> wished(String plural, Class<T> type) {
        return ask.wished(
                plural, () -> client.resources(type).inAnyNamespace().list().getItems());
    }

    private static <S, T> Part<List<T>> map(Part<List<S>> part, Function<S, T> to) {
        return switch (part) {
            case Part.Read<List<S>>(var found) ->
                Part.read(found.stream().map(to).toList());
            case Part.Unread<List<S>>(var reason) -> Part.unread(reason);
        };
    }

    private List<Definition> definitions() {
        return client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                .filter(found -> found.getSpec().getGroup().equals(CustomResourceDefinitions.GROUP))
                .map(DoctorKubernetes::definition)
                .toList();
    }

    private Map<String, Optional<Host>> nodes() {
        var nodes = new TreeMap<String, Optional<Host>>();
        client.resources(Node.class)
                .list()
                .getItems()
                .forEach(node -> nodes.put(node.getMetadata().getName(), Records.host(node)));
        return nodes;
    }

    private PodSeen pod(Pod pod) {
        var record = Records.pod(client.getKubernetesSerialization().convertValue(pod, WatchedPod.class));
        return new PodSeen(record, AgentPod.of(pod), DoctorKubernetes.keepsNetRaw(pod));
    }

    private List<EgressPolicy> policies() {
        return client.network().v1().networkPolicies().inAnyNamespace().list().getItems().stream()
                .flatMap(policy -> DoctorKubernetes.policy(policy).stream())
                .toList();
    }

    private List<Workload> workloads() {
        var found = new ArrayList<Workload>();
        client.apps()
                .deployments()
                .inAnyNamespace()
                .list()
                .getItems()
                .forEach(item -> found.add(workload(
                        "Deployment", item, item.getSpec().getTemplate().getSpec())));
        client.apps()
                .daemonSets()
                .inAnyNamespace()
                .list()
                .getItems()
                .forEach(item -> found.add(
                        workload("DaemonSet", item, item.getSpec().getTemplate().getSpec())));
        return found;
    }

    private static Workload workload(String kind, HasMetadata item, PodSpec spec) {
        return new Workload(kind, Records.key(item), DoctorKubernetes.images(spec));
    }

    private static Set<Host> hosts(Part<Map<String, Optional<Host>>> nodes) {
        return nodes.value().stream()
                .flatMap(found -> found.values().stream())
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static Set<ResourceId> attachable(Part<List<Verdict>> identities) {
        return identities.value().stream()
                .flatMap(List::stream)
                .flatMap(verdict -> verdict instanceof Verdict.Usable(Identity identity)
                        ? identity.resourceId().stream()
                        : Stream.<ResourceId>empty())
                .collect(Collectors.toSet());
    }
}
