package io.podpass.diagnosis;

import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmPrincipal;
import io.podpass.azure.CloudConfig;
import io.podpass.core.ResourceId;
import io.podpass.core.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out whose roles count and where: from the cluster at ARM, the node's {@code azure.json}, or what was said. */
public final class ClusterFactsGathering {
    private final ArmClusters clusters;

    public ClusterFactsGathering(ArmClusters clusters) {
        this.clusters = clusters;
    }

    /**
     * Where to look. What is said goes before what the cluster says, and that before {@code azure.json}.
     *
     * @param objectId of who attaches
     */
    public record Sources(
            Optional<ResourceId> cluster,
            Optional<CloudConfig> config,
            Optional<Scope> nodeGroup,
            Optional<String> objectId) {}

    /** Throws {@link DiagnosisException} that says what is missing, and {@link io.podpass.azure.ArmException}. */
    public ClusterFacts of(Sources sources) {
        var cluster = sources.cluster().map(clusters::cluster);
        var nodeGroup = sources.nodeGroup()
                .or(() -> cluster.map(ArmClusters.Cluster::nodeGroup))
                .or(() ->
                        sources.config().map(config -> Scope.ofGroup(config.subscriptionId(), config.resourceGroup())))
                .orElseThrow(() -> new DiagnosisException(
                        "where are the nodes? Name --cluster, --node-resource-group or --cloudconfig"));
        var known = new ArrayList<>(clusters.identitiesOf(nodeGroup));
        cluster.flatMap(ArmClusters.Cluster::kubelet).ifPresent(known::add);
        var principal = sources.objectId()
                .map(objectId -> said(objectId, known))
                .or(() -> cluster.flatMap(ArmClusters.Cluster::kubelet))
                .or(() -> sources.config().flatMap(config -> ofConfig(config, known)))
                .orElseThrow(() -> new DiagnosisException(
                        "whose roles? Name --principal with the object id of the identity that attaches"));
        return new ClusterFacts(principal, nodeGroup, known);
    }

    private static ArmPrincipal said(String objectId, List<ArmPrincipal> known) {
        find(known, principal -> principal.clientId().equalsIgnoreCase(objectId))
                .ifPresent(mistaken -> {
                    throw new DiagnosisException(
                            "--principal: " + objectId + " is a client id, to which roles give nothing; the object"
                                    + " id of that identity is " + mistaken.objectId());
                });
        return find(known, principal -> principal.objectId().equalsIgnoreCase(objectId))
                .orElseGet(() -> new ArmPrincipal(objectId, ""));
    }

    /** It names a client id; only identities of the nodes' own group can be looked up by that. */
    private static Optional<ArmPrincipal> ofConfig(CloudConfig config, List<ArmPrincipal> known) {
        return find(known, principal -> principal.clientId().equalsIgnoreCase(config.userAssignedIdentityId()));
    }

    private static Optional<ArmPrincipal> find(List<ArmPrincipal> known, Predicate<ArmPrincipal> which) {
        return known.stream().filter(which).findFirst();
    }
}
