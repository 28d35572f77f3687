package io.podpass.diagnosis;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.controller.Leader;
import io.podpass.controller.LeaderElection;
import io.podpass.core.Host;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.diagnosis.WhyReading.Kind;
import io.podpass.diagnosis.WhyReading.NamedObject;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.AzurePodIdentityException;
import io.podpass.kube.Records;
import io.podpass.kube.StatusCondition;
import io.podpass.kube.UsageStatus;
import io.podpass.kube.WatchedPod;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from the API server what {@link WhyJudgment} judges. Writes nothing. */
final class WhyGathering {
    private final KubernetesClient client;
    private final LeaderElection election;
    private final ClusterQuestions ask;

    WhyGathering(KubernetesClient client, LeaderElection election) {
        this.client = client;
        this.election = election;
        this.ask = new ClusterQuestions(client);
    }

    /** Throws {@link DiagnosisException} when there is no such pod, or it or what grants go by can't be read. */
    WhyReading read(ObjectKey key, Instant now) {
        var pod = Records.pod(pod(key));
        var identities = ask.all("azureidentities", AzureIdentity.class);
        var bindings = ask.all("azureidentitybindings", AzureIdentityBinding.class);
        var exceptions = ask.needed(
                "azurepodidentityexceptions",
                () -> client.resources(AzurePodIdentityException.class)
                        .inNamespace(key.namespace())
                        .list()
                        .getItems());
        var notReady = new HashMap<NamedObject, String>();
        identities.forEach(found -> note(notReady, Kind.IDENTITY, found, found.getStatus()));
        bindings.forEach(found -> note(notReady, Kind.BINDING, found, found.getStatus()));
        return new WhyReading(
                pod,
                exceptions.stream().map(Records::exception).toList(),
                bindings.stream().map(Records::binding).toList(),
                verdicts(identities),
                ask.all("azureassignedidentities", AzureAssignedIdentity.class).stream()
                        .map(Records::assignment)
                        .toList(),
                notReady,
                ask.wished("node " + pod.node(), () -> host(pod.node())),
                ask.wished("pods of node " + pod.node(), () -> agents(pod.node())),
                ask.wished("the leader's lease", () -> Leader.read(client, election, now)));
    }

    private WatchedPod pod(ObjectKey key) {
        var found = ask.needed(
                "pod " + key,
                () -> Optional.ofNullable(client.resources(WatchedPod.class)
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .get()));
        return found.orElseThrow(() -> new DiagnosisException(
                "there is no pod " + key.name() + " in namespace " + key.namespace() + ": see kubectl get pods -A"));
    }

    private static Map<ObjectKey, Verdict> verdicts(List<AzureIdentity> identities) {
        var verdicts = new HashMap<ObjectKey, Verdict>();
        identities.forEach(identity -> verdicts.put(Records.key(identity), Records.identity(identity)));
        return verdicts;
    }

    private Optional<Host> host(String node) {
        return node.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                                client.resources(Node.class).withName(node).get())
                        .flatMap(Records::host);
    }

    private List<AgentPod> agents(String node) {
        return node.isEmpty()
                ? List.of()
                : client
                        .resources(Pod.class)
                        .inAnyNamespace()
                        .withField("spec.nodeName", node)
                        .list()
                        .getItems()
                        .stream()
                        .flatMap(pod -> AgentPod.of(pod).stream())
                        .toList();
    }

    private static void note(
            Map<NamedObject, String> notReady, Kind kind, HasMetadata object, @Nullable UsageStatus status) {
        var conditions = status == null ? null : status.conditions();
        if (conditions != null) {
            conditions.stream()
                    .filter(condition ->
                            StatusCondition.READY.equals(condition.type()) && "False".equals(condition.status()))
                    .findFirst()
                    .ifPresent(condition -> notReady.put(
                            new NamedObject(kind, Records.key(object)),
                            Objects.requireNonNullElse(condition.message(), "not ready")));
        }
    }
}
