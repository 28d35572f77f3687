package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import io.podpass.diagnosis.DoctorReading.PodSeen;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether each node with pods that want identities has an agent whose redirect is in place. */
final class AgentFindings {
    private AgentFindings() {}

    static Stream<Finding> of(Collection<PodSeen> pods, Collection<AgentPod> agents) {
        Map<String, Long> wanting = pods.stream()
                .filter(pod -> pod.wantsIdentity() && !pod.pod().node().isEmpty())
                .collect(Collectors.groupingBy(pod -> pod.pod().node(), TreeMap::new, Collectors.counting()));
        var covered = agents.stream().map(AgentPod::node).collect(Collectors.toSet());
        var missing = wanting.entrySet().stream()
                .filter(entry -> !covered.contains(entry.getKey()))
                .map(entry -> new Finding(
                        FindingKind.AGENT_MISSING,
                        "Node " + entry.getKey(),
                        "no agent runs here, and " + entry.getValue()
                                + " labelled pod(s) do: their requests reach the node's own metadata service",
                        "see node selector, tolerations and taints of the agent's daemon set: kubectl get daemonsets -A"
                                + " -l app.kubernetes.io/component=nmi"));
        var unready = agents.stream()
                .filter(agent -> !agent.ready())
                .map(agent -> new Finding(
                        FindingKind.AGENT_NOT_READY,
                        "Pod " + agent.key(),
                        "the agent of node " + agent.node()
                                + " is not ready: it is so only while its redirect is in place and it has read the cluster",
                        "kubectl -n " + agent.key().namespace() + " logs "
                                + agent.key().name()));
        return Stream.concat(missing, unready);
    }
}
