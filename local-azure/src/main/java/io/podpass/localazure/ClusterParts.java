package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localazure.IdentityBlock.Assigned;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What AKS makes around a cluster: node resource group, kubelet identity, a scale set per pool (§3.8). */
final class ClusterParts {
    private static final String POOL_TAG = "aks-managed-poolName";
    private static final int SUFFIX_DIGITS = 8;

    private final Resources resources;
    private final UserAssignedIdentities identities;
    private final AccessControl access;
    private final Removal removal;
    private final Clock clock;
    private final Ids ids;

    ClusterParts(
            Resources resources,
            UserAssignedIdentities identities,
            AccessControl access,
            Removal removal,
            Clock clock,
            Ids ids) {
        this.resources = resources;
        this.identities = identities;
        this.access = access;
        this.removal = removal;
        this.clock = clock;
        this.ids = ids;
    }

    /** The group that the cluster names, or AKS's default. */
    ResourceId nodeGroup(Resource cluster) {
        String named = cluster.property("nodeResourceGroup");
        String group = cluster.id().resourceGroup().orElseThrow();
        String name = named.isEmpty() ? "MC_" + group + "_" + cluster.id().name() + "_" + cluster.location() : named;
        return ResourceId.of(
                List.of("subscriptions", cluster.id().subscription().orElseThrow(), "resourceGroups", name));
    }

    /** Makes or updates the parts and writes into the properties what AKS fills in. */
    void build(Resource cluster, ObjectNode properties) {
        ResourceId group = nodeGroup(cluster);
        if (resources.find(group).isEmpty()) {
            resources.put(ResourceGroups.create(group, located(cluster)));
        }
        ResourceId kubelet = kubelet(cluster, group, properties);
        Assigned assigned = identities
                .assigned(kubelet)
                .orElseThrow(() -> ArmException.resourceNotFound(kubelet, UserAssignedIdentities.NAME));
        properties
                .withObjectProperty("identityProfile")
                .putObject("kubeletidentity")
                .put("resourceId", kubelet.toString())
                .put("clientId", assigned.clientId())
                .put("objectId", assigned.principalId());
        List<Resource> before = resources.list(ComputeType.SCALE_SETS, group);
        String suffix = before.stream()
                .map(scaleSet -> scaleSet.id().name())
                .map(name -> name.replaceFirst(".*-(\\d+)-vmss$", "$1"))
                .findFirst()
                .orElseGet(() -> ids.digits(SUFFIX_DIGITS));
        JsonNode pools = properties.path("agentPoolProfiles");
        var node = new IdentityBlock(null, Map.of(kubelet, assigned));
        pools.forEach(pool -> scaleSet(cluster, group, pool, suffix, node));
        before.stream()
                .filter(scaleSet -> pools.findValuesAsText("name").stream().noneMatch(name -> isPool(scaleSet, name)))
                .forEach(scaleSet -> removal.removeTree(scaleSet.id()));
    }

    /** Named once: an issuer that changed would break every federated credential that trusts it. */
    void nameIssuer(Resource cluster, ObjectNode properties, String before, String tenantId) {
        if (properties.path("oidcIssuerProfile").path("enabled").asBoolean()) {
            properties
                    .withObjectProperty("oidcIssuerProfile")
                    .put(
                            "issuerURL",
                            before.isEmpty()
                                    ? "https://" + cluster.location() + ".oic.prod-aks.azure.com/" + tenantId + "/"
                                            + ids.guid() + "/"
                                    : before);
        }
    }

    /** The one right that AKS gives by itself; the kubelet identity gets none. */
    void grantControlPlane(Resource cluster, String principalId) {
        RoleDefinition contributor = BuiltInRoles.find(BuiltInRoles.CONTRIBUTOR).orElseThrow();
        var grant = new RoleAssignment(
                nodeGroup(cluster),
                ids.guid(),
                contributor,
                principalId,
                Principal.Type.SERVICE_PRINCIPAL.wire(),
                Json.object(),
                clock.instant(),
                principalId);
        if (access.assignments().stream().noneMatch(grant::sameGrant)) {
            access.put(grant);
        }
    }

    private ResourceId kubelet(Resource cluster, ResourceId group, ObjectNode properties) {
        String given = properties
                .path("identityProfile")
                .path("kubeletidentity")
                .path("resourceId")
                .asText("");
        if (!given.isEmpty()) {
            return ResourceId.parse(given);
        }
        ResourceId id = group.resource(UserAssignedIdentities.NAME, cluster.id().name() + "-agentpool");
        return identities.create(id, located(cluster)).id();
    }

    private void scaleSet(Resource cluster, ResourceId group, JsonNode pool, String suffix, IdentityBlock identity) {
        String poolName = pool.path("name").asText();
        int count = pool.path("count").asInt(1);
        Optional<Resource> existing = resources.list(ComputeType.SCALE_SETS, group).stream()
                .filter(scaleSet -> isPool(scaleSet, poolName))
                .findFirst();
        if (existing.isPresent()) {
            // Scaling must leave alone which identities are attached: they may not be the cluster's own.
            ObjectNode body = existing.get().body();
            body.withObjectProperty("sku").put("capacity", count);
            resources.put(existing.get().withBody(body));
            return;
        }
        ObjectNode body = located(cluster);
        body.putObject("tags").put(POOL_TAG, poolName);
        body.putObject("sku")
                .put("name", pool.path("vmSize").asText("Standard_D4s_v5"))
                .put("tier", "Standard")
                .put("capacity", count);
        ObjectNode properties = body.putObject("properties");
        properties.put("orchestrationMode", "Uniform");
        properties.put("singlePlacementGroup", false);
        properties.putObject("upgradePolicy").put("mode", "Manual");
        ResourceId id = group.resource(ComputeType.SCALE_SETS, "aks-" + poolName + "-" + suffix + "-vmss");
        resources.put(Resource.of(id, ComputeType.SCALE_SETS, body)
                .withIdentity(identity)
                .settled());
    }

    private static boolean isPool(Resource scaleSet, String poolName) {
        return scaleSet.body().path("tags").path(POOL_TAG).asText("").equals(poolName);
    }

    private static ObjectNode located(Resource cluster) {
        return Json.object().put("location", cluster.location());
    }
}
