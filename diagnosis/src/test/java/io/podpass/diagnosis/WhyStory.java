package io.podpass.diagnosis;

import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.Binding;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Host;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.RequestedIdentity;
import io.podpass.core.ResourceId;
import io.podpass.diagnosis.WhyQuestion.Probe;
import io.podpass.diagnosis.WhyReading.NamedObject;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pod that gets its token, and what a test changes of that. */
final class WhyStory {
    static final ObjectKey POD = new ObjectKey("shop", "orders-0");
    static final ObjectKey IDENTITY = new ObjectKey("shop", "orders");
    static final ResourceId RESOURCE = new ResourceId(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders");
    static final Host HOST = Host.ofProviderId(
                    "azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/pool/virtualMachines/0")
            .orElseThrow();

    String node = "node-0";
    Map<String, String> labels = Map.of(Pod.LABEL, "orders");
    boolean hostNetwork;
    boolean finished;
    List<ExceptionRule> exceptions = List.of();
    List<Binding> bindings = new ArrayList<>(List.of(binding("orders", "orders")));
    final Map<ObjectKey, Verdict> identities = new HashMap<>(Map.of(IDENTITY, new Verdict.Usable(identity(false))));
    final List<AssignmentVerdict> assignments = new ArrayList<>(List.of(assigned(AssignmentState.ASSIGNED)));
    final Map<NamedObject, String> notReady = new HashMap<>();
    Part<Optional<Host>> host = Part.read(Optional.of(HOST));
    Part<List<AgentPod>> agents = Part.read(List.of(agent(true, "agent")));
    Part<Optional<String>> leader = Part.read(Optional.of("controller-1"));
    RequestedIdentity requested = RequestedIdentity.NONE;

    static Identity identity(boolean namespaced) {
        return Identity.attached(IDENTITY, RESOURCE, "11111111-1111-1111-1111-111111111111", namespaced);
    }

    static Binding binding(String name, String selector) {
        return new Binding(new ObjectKey("shop", name), "orders", selector, 0);
    }

    static AssignmentVerdict assigned(AssignmentState state) {
        return new AssignmentVerdict.Intact(new Assignment(
                new ObjectKey("default", "orders-0-shop-orders"),
                POD,
                "node-0",
                identity(false),
                binding("orders", "orders"),
                state,
                Optional.empty(),
                false));
    }

    static AgentPod agent(boolean ready, String... args) {
        return new AgentPod(new ObjectKey("kube-system", "podpass-agent-x"), "node-0", ready, List.of(args));
    }

    WhyFacts facts() {
        var pod = new Pod(POD, "u", node, labels, "default", Set.of("10.0.0.7"), hostNetwork, finished);
        return WhyFacts.of(
                new WhyQuestion(POD, requested, "", Optional.empty(), Optional.empty(), false, new Probe.None()),
                new WhyReading(pod, exceptions, bindings, identities, assignments, notReady, host, agents, leader));
    }

    List<Link> links() {
        return new WhyJudgment(facts()).judge().links();
    }

    Link last() {
        return links().getLast();
    }
}
