package io.podpass.diagnosis;

import io.podpass.core.Assignment;
import io.podpass.core.AttachPlan;
import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import io.podpass.diagnosis.DoctorReading.AzureReading;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what assignments say of hosts is what Azure has. */
final class HostFindings {
    private HostFindings() {}

    /** {@code assignments} are empty when they could not be read. */
    static Stream<Finding> of(
            AzureReading azure, Map<String, Optional<Host>> nodes, Optional<List<AssignmentVerdict>> assignments) {
        var own = azure.facts().value().map(facts -> facts.principal().objectId());
        var wanted = assignments.map(found -> wanted(found, nodes));
        return azure.attached().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Host::id)))
                .flatMap(entry -> entry.getValue().value().stream()
                        .flatMap(attached -> Stream.of(
                                        recreated(entry.getKey(), attached),
                                        crowded(entry.getKey(), attached),
                                        wanted.stream()
                                                .flatMap(by -> lost(
                                                        entry.getKey(),
                                                        attached,
                                                        by.getOrDefault(entry.getKey(), Set.of()))),
                                        own.stream()
                                                .flatMap(principal -> wanted.stream()
                                                        .flatMap(by -> unused(
                                                                entry.getKey(),
                                                                attached,
                                                                by.getOrDefault(entry.getKey(), Set.of()),
                                                                principal))))
                                .flatMap(found -> found)));
    }

    /** By host, those that pods may use already: others are still on their way. */
    private static Map<Host, Set<ResourceId>> wanted(
            List<AssignmentVerdict> assignments, Map<String, Optional<Host>> nodes) {
        var wanted = new HashMap<Host, Set<ResourceId>>();
        assignments.stream()
                .flatMap(verdict -> verdict.readable().stream())
                .filter(HostFindings::settled)
                .forEach(assignment -> nodes.getOrDefault(assignment.node(), Optional.empty())
                        .ifPresent(host -> assignment
                                .identity()
                                .resourceId()
                                .ifPresent(id -> wanted.computeIfAbsent(host, _ -> new TreeSet<>())
                                        .add(id))));
        return wanted;
    }

    private static boolean settled(Assignment assignment) {
        return assignment.state().usable() && !assignment.deleting();
    }

    private static Stream<Finding> recreated(Host host, Map<ResourceId, Optional<String>> attached) {
        return attached.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(entry -> new Finding(
                        FindingKind.IDENTITY_RECREATED,
                        host.id().toString(),
                        entry.getKey() + " is attached without object id: it was deleted, and maybe made anew under its"
                                + " name; pods get \"Identity not found\"",
                        "take it off and let it be attached anew, with the client id that it has now in the"
                                + " AzureIdentity: " + az(host) + " identity remove --ids " + host.id()
                                + " --identities " + entry.getKey()));
    }

    private static String az(Host host) {
        return host.kind() == Host.Kind.SCALE_SET ? "az vmss" : "az vm";
    }

    private static Stream<Finding> crowded(Host host, Map<ResourceId, Optional<String>> attached) {
        return attached.size() <= AttachPlan.MAX_PER_REQUEST
                ? Stream.empty()
                : Stream.of(new Finding(
                        FindingKind.HOST_CROWDED,
                        host.id().toString(),
                        attached.size() + " identities are attached, and one request to Azure takes "
                                + AttachPlan.MAX_PER_REQUEST
                                + ": templates and upgrades that write them all at once fail",
                        "spread the pods over more node pools, each with a scale set of its own"));
    }

    private static Stream<Finding> lost(Host host, Map<ResourceId, Optional<String>> attached, Set<ResourceId> wanted) {
        return wanted.stream()
                .filter(id -> !attached.containsKey(id))
                .map(id -> new Finding(
                        FindingKind.IDENTITY_NOT_ATTACHED,
                        host.id().toString(),
                        id + " is not attached, though assignments say so: somebody took it off",
                        "the controller attaches it again when it next looks at the host; see who writes the scale set:"
                                + " az monitor activity-log list --resource-id " + host.id()));
    }

    private static Stream<Finding> unused(
            Host host, Map<ResourceId, Optional<String>> attached, Set<ResourceId> wanted, String own) {
        var unused = attached.entrySet().stream()
                .filter(entry -> !wanted.contains(entry.getKey()))
                .filter(entry -> entry.getValue().stream().noneMatch(own::equalsIgnoreCase))
                .map(entry -> entry.getKey().name())
                .sorted()
                .collect(Collectors.joining(", "));
        return unused.isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(
                        FindingKind.IDENTITY_NOT_NEEDED,
                        host.id().toString(),
                        "no assignment needs what is attached here: " + unused,
                        "nothing, if somebody else attached them; what controllers attach they take off themselves"));
    }
}
