package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import io.podpass.core.ObjectKey;
import io.podpass.diagnosis.DoctorReading.PodSeen;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks in which pods can pose as others, and policies that keep pods from the agent (spec aad-pod-identity §5.2, §5.3). */
final class NetworkFindings {
    private static final String METADATA = "169.254.169.254";
    private static final String LOOPBACK = "127.0.0.1";
    /** Where the old agents and ours listen unless told otherwise. */
    private static final int AGENT_PORT = 2579;

    private NetworkFindings() {}

    /** {@code plugin} is ARM's word; without it an agent that is told to run with kubenet tells as much. */
    static Stream<Finding> kubenet(Optional<String> plugin, Collection<AgentPod> agents, Collection<PodSeen> pods) {
        if (!plugin.map("kubenet"::equals).orElseGet(() -> agents.stream().anyMatch(AgentPod::allowsKubenet))) {
            return Stream.empty();
        }
        var raw = pods.stream()
                .filter(pod -> pod.wantsIdentity() && pod.keepsNetRaw())
                .map(pod -> new Finding(
                        FindingKind.NET_RAW_KEPT,
                        "Pod " + pod.pod().key(),
                        "a container of it keeps NET_RAW, with which it can pose as another pod and get its token",
                        "securityContext.capabilities.drop: [NET_RAW] in each container"));
        return Stream.concat(
                Stream.of(new Finding(
                        FindingKind.KUBENET,
                        "cluster",
                        "its network is kubenet, in which pods can take another's address",
                        "use Azure CNI; until then drop NET_RAW in all pods, by policy")),
                raw);
    }

    static Stream<Finding> blocked(List<EgressPolicy> policies, Collection<PodSeen> pods) {
        var byPolicies = new TreeMap<String, SortedSet<ObjectKey>>();
        pods.stream().filter(PodSeen::wantsIdentity).forEach(pod -> {
            var selecting = policies.stream()
                    .filter(policy ->
                            policy.key().namespace().equals(pod.pod().key().namespace())
                                    && policy.selects(pod.pod().labels()))
                    .toList();
            if (!selecting.isEmpty() && selecting.stream().noneMatch(NetworkFindings::opens)) {
                byPolicies
                        .computeIfAbsent(names(selecting), _ -> new TreeSet<>())
                        .add(pod.pod().key());
            }
        });
        return byPolicies.entrySet().stream()
                .map(entry -> new Finding(
                        FindingKind.EGRESS_BLOCKED,
                        "NetworkPolicy " + entry.getKey(),
                        "it allows neither " + METADATA + ":80 nor " + LOOPBACK + ":" + AGENT_PORT + " to "
                                + some(entry.getValue())
                                + ": where policies count after the redirect, requests for tokens time out",
                        "add an egress rule to ipBlock " + LOOPBACK + "/32, TCP " + AGENT_PORT + ", and one to "
                                + METADATA + "/32, TCP 80"));
    }

    /** Either is enough: which of them the network looks at depends on whether it does so before the redirect. */
    private static boolean opens(EgressPolicy policy) {
        return policy.allows(METADATA, 80) || policy.allows(LOOPBACK, AGENT_PORT);
    }

    private static String names(List<EgressPolicy> policies) {
        return policies.stream().map(policy -> policy.key().toString()).sorted().collect(Collectors.joining(", "));
    }

    private static String some(SortedSet<ObjectKey> pods) {
        return "pod " + pods.first() + (pods.size() == 1 ? "" : " and " + (pods.size() - 1) + " more");
    }
}
