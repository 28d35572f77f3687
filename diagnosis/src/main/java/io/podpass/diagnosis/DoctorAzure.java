package io.podpass.diagnosis;

import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmException;
import io.podpass.azure.ArmRoles;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import io.podpass.core.RoleNeed;
import io.podpass.core.Scope;
import io.podpass.diagnosis.ClusterFactsGathering.Sources;
import io.podpass.diagnosis.DoctorReading.AzureReading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Azure's side of a cluster, as far as somebody may see it.
 *
 * @param needs which roles a cluster of these facts needs that attaches these identities
 */
public record DoctorAzure(
        HostIdentityClient hosts,
        ArmClusters clusters,
        ArmRoles roles,
        Sources sources,
        BiFunction<ClusterFacts, Set<ResourceId>, List<RoleNeed>> needs) {
    /** Without these ARM says nothing at all, and saying so once is enough. */
    private static final Set<String> ALL_AWAY = Set.of("NoToken", "NoAnswer", "Interrupted");

    Part<AzureReading> read(Set<Host> machines, Set<ResourceId> identities) {
        try {
            var facts = part(() -> new ClusterFactsGathering(clusters).of(sourcesWith(machines)));
            var attached = new HashMap<Host, Part<Map<ResourceId, Optional<String>>>>();
            machines.forEach(host -> attached.put(host, part(() -> attached(host))));
            return Part.read(new AzureReading(
                    facts,
                    switch (facts) {
                        case Part.Read<ClusterFacts>(var known) ->
                            part(() -> new RoleLook(roles, known.known()).at(needs.apply(known, identities)));
                        case Part.Unread<ClusterFacts>(var reason) -> Part.unread(reason);
                    },
                    attached,
                    sources.cluster()
                            .flatMap(id -> part(() -> clusters.cluster(id).networkPlugin())
                                    .value())
                            .filter(plugin -> !plugin.isEmpty())));
        } catch (ArmException e) {
            return Part.unread(String.valueOf(e.getMessage()));
        }
    }

    /** Nodes tell where they are, when nobody else does. */
    private Sources sourcesWith(Set<Host> machines) {
        var groups = machines.stream()
                .flatMap(host -> Scope.of(host.id()).group().stream())
                .collect(Collectors.toSet());
        return sources.nodeGroup().isEmpty()
                        && sources.cluster().isEmpty()
                        && sources.config().isEmpty()
                        && groups.size() == 1
                ? new Sources(
                        sources.cluster(), sources.config(), groups.stream().findFirst(), sources.objectId())
                : sources;
    }

    private Map<ResourceId, Optional<String>> attached(Host host) {
        var found = hosts.get(host).userAssigned();
        var principals = hosts.principalIds(host);
        var attached = new TreeMap<ResourceId, Optional<String>>();
        found.forEach(id -> attached.put(id, Optional.ofNullable(principals.get(id))));
        return attached;
    }

    private static <T> Part<T> part(Supplier<T> question) {
        try {
            return Part.read(question.get());
        } catch (DiagnosisException e) {
            return Part.unread(String.valueOf(e.getMessage()));
        } catch (ArmException e) {
            if (ALL_AWAY.contains(e.code())) {
                throw e;
            }
            return Part.unread(String.valueOf(e.getMessage()));
        }
    }
}
