package io.podpass.diagnosis;

import io.podpass.azure.ArmPrincipal;
import io.podpass.core.AssignmentState;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import io.podpass.core.Host;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.ResourceId;
import io.podpass.core.Scope;
import io.podpass.diagnosis.DoctorReading.AzureReading;
import io.podpass.diagnosis.DoctorReading.Definition;
import io.podpass.diagnosis.DoctorReading.PodSeen;
import io.podpass.diagnosis.DoctorReading.Workload;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster with nothing wrong, and what a test changes of that. */
final class DoctorStory {
    static final ArmPrincipal KUBELET = new ArmPrincipal("kubelet-object", "kubelet-client");
    static final ResourceId KUBELET_ID = new ResourceId(
            "/subscriptions/s/resourceGroups/mc/providers/Microsoft.ManagedIdentity/userAssignedIdentities/agentpool");

    Part<List<Definition>> definitions = Part.read(CustomResourceDefinitions.all().stream()
            .map(DoctorKubernetes::definition)
            .toList());
    Part<Optional<String>> leader = Part.read(Optional.of("controller-1"));
    final List<PodSeen> pods = new ArrayList<>(List.of(labelled(true), agent(true)));
    final Map<String, Optional<Host>> nodes = new HashMap<>(Map.of("node-0", Optional.of(WhyStory.HOST)));
    List<Verdict> identities = List.of(new Verdict.Usable(WhyStory.identity(false)));
    List<AssignmentVerdict> assignments = List.of(WhyStory.assigned(AssignmentState.ASSIGNED));
    List<ExceptionRule> exceptions = List.of();
    List<EgressPolicy> policies = List.of();
    List<Workload> workloads = List.of();
    List<RoleState> roles = List.of();
    final Map<ResourceId, Optional<String>> attached = new HashMap<>(
            Map.of(KUBELET_ID, Optional.of(KUBELET.objectId()), WhyStory.RESOURCE, Optional.of("orders-object")));
    Optional<String> networkPlugin = Optional.of("azure");
    Optional<String> azureProblem = Optional.empty();

    static PodSeen labelled(boolean keepsNetRaw) {
        return new PodSeen(
                new Pod(
                        WhyStory.POD,
                        "u",
                        "node-0",
                        Map.of(Pod.LABEL, "orders", "app", "orders"),
                        "default",
                        Set.of("10.0.0.7"),
                        false,
                        false),
                Optional.empty(),
                keepsNetRaw);
    }

    static PodSeen agent(boolean ready, String... args) {
        var agent = WhyStory.agent(ready, args);
        return new PodSeen(
                new Pod(agent.key(), "a", agent.node(), Map.of(), "agent", Set.of("10.1.0.4"), true, false),
                Optional.of(agent),
                false);
    }

    static ExceptionRule exception(String namespace, Optional<Set<String>> clientIds) {
        return new ExceptionRule(new ObjectKey(namespace, "all"), Map.of("app", "tool"), clientIds);
    }

    DoctorReading reading() {
        Part<AzureReading> azure = azureProblem
                .<Part<AzureReading>>map(Part::unread)
                .orElseGet(() -> Part.read(new AzureReading(
                        Part.read(new ClusterFacts(KUBELET, Scope.ofGroup("s", "mc"), List.of(KUBELET))),
                        Part.read(roles),
                        Map.of(WhyStory.HOST, Part.read(attached)),
                        networkPlugin)));
        return new DoctorReading(
                definitions,
                leader,
                Part.read(pods),
                Part.read(nodes),
                Part.read(identities),
                Part.read(assignments),
                Part.read(exceptions),
                Part.read(policies),
                Part.read(workloads),
                azure);
    }

    List<Finding> findings() {
        return DoctorJudgment.of(reading());
    }

    List<FindingKind> kinds() {
        return findings().stream().map(Finding::kind).toList();
    }
}
