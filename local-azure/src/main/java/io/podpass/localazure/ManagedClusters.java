package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localazure.IdentityBlock.Assigned;
import java.util.Optional;

/** AKS clusters: creating one makes what AKS makes around it (spec azure-platform §3.8). */
final class ManagedClusters implements ResourceType {
    static final String NAME = "Microsoft.ContainerService/managedClusters";

    private final TrackedResources tracked;
    private final Resources resources;
    private final Operations operations;
    private final ArmAuthorization authorization;
    private final IdentityApplier identities;
    private final ClusterParts parts;
    private final Removal removal;
    private final Tenant tenant;

    ManagedClusters(
            TrackedResources tracked,
            Resources resources,
            Operations operations,
            ArmAuthorization authorization,
            IdentityApplier identities,
            ClusterParts parts,
            Removal removal,
            Tenant tenant) {
        this.tracked = tracked;
        this.resources = resources;
        this.operations = operations;
        this.authorization = authorization;
        this.identities = identities;
        this.parts = parts;
        this.removal = removal;
        this.tenant = tenant;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (request.target().collection()) {
            return tracked.list(request);
        }
        return switch (request.method()) {
            case "GET" -> tracked.get(request);
            case "PUT" -> put(request);
            case "DELETE" -> {
                tracked.find(request.id()).ifPresent(cluster -> removal.removeTree(parts.nodeGroup(cluster)));
                yield tracked.delete(request);
            }
            default -> throw request.methodNotAllowed();
        };
    }

    private Reply put(ArmRequest request) {
        ObjectNode body = request.body();
        JsonNode identity = body.path("identity");
        if (!identity.isObject()) {
            throw ArmException.invalidParameter(
                    "The local Azure makes managed-identity clusters only: 'identity' has to be given.", "identity");
        }
        authorization.requireAssign(
                request.caller(), NAME + "/write", request.id(), IdentityChange.attaching(identity));
        Optional<Resource> existing = tracked.find(request.id());
        existing.ifPresent(cluster -> keepNodeGroup(cluster, body));
        Resource composed = tracked.compose(request.id(), body);
        Resource cluster = composed.withIdentity(identities.apply(composed, identity, true));
        ObjectNode full = cluster.body();
        ObjectNode properties = full.withObjectProperty("properties");
        properties.put("nodeResourceGroup", parts.nodeGroup(cluster).name());
        parts.build(cluster, properties);
        parts.nameIssuer(
                cluster, properties, existing.map(ManagedClusters::issuer).orElse(""), tenant.id());
        properties.putObject("servicePrincipalProfile").put("clientId", "msi");
        properties.putObject("powerState").put("code", "Running");
        controlPlane(cluster.identity()).ifPresent(principal -> parts.grantControlPlane(cluster, principal));
        Resource creating = cluster.withBody(full).withProvisioningState(existing.isEmpty() ? "Creating" : "Updating");
        resources.put(creating);
        String operation = operations.start(() -> resources.update(creating.id(), Resource::settled));
        return ArmService.accepted(
                request, existing.isEmpty() ? 201 : 200, creating.json(tenant), creating.location(), operation);
    }

    /** The node resource group is chosen once; a PUT that says nothing about it, or the kubelet, means the old ones. */
    private static void keepNodeGroup(Resource cluster, ObjectNode body) {
        ObjectNode properties = body.withObjectProperty("properties");
        properties.put("nodeResourceGroup", cluster.property("nodeResourceGroup"));
        if (!properties.has("identityProfile")) {
            properties.set("identityProfile", cluster.body().path("properties").path("identityProfile"));
        }
    }

    private static String issuer(Resource cluster) {
        return cluster.body()
                .path("properties")
                .path("oidcIssuerProfile")
                .path("issuerURL")
                .asText("");
    }

    private static Optional<String> controlPlane(IdentityBlock identity) {
        return identity.systemPrincipal()
                .or(() -> identity.assigned().values().stream()
                        .map(Assigned::principalId)
                        .findFirst());
    }
}
