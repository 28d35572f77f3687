package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import io.podpass.core.IdentityRules.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All judgments on one reading, one class for each family. What is not known is not judged. Calls nothing. */
final class DoctorJudgment {
    private DoctorJudgment() {}

    static List<Finding> of(DoctorReading reading) {
        var pods = reading.pods().value().orElse(List.of());
        var agents = pods.stream().flatMap(pod -> pod.agent().stream()).toList();
        var azure = reading.azure().value();
        return Stream.of(
                        unread(reading),
                        reading.definitions().value().stream().flatMap(DefinitionFindings::of),
                        reading.leader().value().stream().flatMap(leader -> ControllerFindings.of(leader, agents)),
                        AgentFindings.of(pods, agents),
                        reading.identities().value().stream()
                                .flatMap(List::stream)
                                .flatMap(DoctorJudgment::invalid),
                        azure.flatMap(side -> side.roles().value()).stream().flatMap(RoleFindings::of),
                        azure.stream()
                                .flatMap(side -> HostFindings.of(
                                        side,
                                        reading.nodes().value().orElse(Map.of()),
                                        reading.assignments().value())),
                        reading.exceptions().value().stream().flatMap(ExceptionFindings::of),
                        NetworkFindings.kubenet(azure.flatMap(side -> side.networkPlugin()), agents, pods),
                        reading.policies().value().stream()
                                .flatMap(policies -> NetworkFindings.blocked(policies, pods)),
                        reading.workloads().value().stream().flatMap(OldComponentFindings::of))
                .flatMap(found -> found)
                .toList();
    }

    private static Stream<Finding> invalid(Verdict verdict) {
        return verdict instanceof Verdict.Invalid(var key, var problem)
                ? Stream.of(new Finding(
                        FindingKind.IDENTITY_INVALID,
                        "AzureIdentity " + key,
                        problem,
                        "kubectl -n " + key.namespace() + " edit azureidentity " + key.name()))
                : Stream.empty();
    }

    private static Stream<Finding> unread(DoctorReading reading) {
        var cluster = Stream.<Part<?>>of(
                        reading.definitions(),
                        reading.leader(),
                        reading.pods(),
                        reading.nodes(),
                        reading.identities(),
                        reading.assignments(),
                        reading.exceptions(),
                        reading.policies(),
                        reading.workloads())
                .flatMap(part -> part.problem().stream())
                .map(problem -> new Finding(
                        FindingKind.CLUSTER_PART_UNREAD,
                        "cluster",
                        problem,
                        "ask for the right to read it, or let somebody run this who has it"));
        var roles = reading.azure().value().flatMap(side -> side.roles().problem());
        var hosts = reading.azure().value().stream()
                .flatMap(side -> side.attached().values().stream())
                .flatMap(part -> part.problem().stream());
        var azure = Stream.of(reading.azure().problem(), roles)
                .flatMap(Optional::stream)
                .map(problem -> azure(problem));
        return Stream.of(cluster, azure, hosts.map(DoctorJudgment::azure)).flatMap(found -> found);
    }

    private static Finding azure(String problem) {
        return new Finding(
                FindingKind.AZURE_UNREAD,
                "Azure",
                "not looked at: " + problem,
                "log in with az login as somebody with Reader on the nodes' resource group, and name --cluster");
    }
}
