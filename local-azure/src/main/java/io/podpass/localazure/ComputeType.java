package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Scale sets and virtual machines: both carry identities, and every write is a long-running operation (§3.5). */
final class ComputeType implements ResourceType {
    static final String SCALE_SETS = "Microsoft.Compute/virtualMachineScaleSets";
    static final String MACHINES = "Microsoft.Compute/virtualMachines";

    private final String name;
    private final TrackedResources tracked;
    private final Resources resources;
    private final Operations operations;
    private final ArmAuthorization authorization;
    private final IdentityApplier identities;
    private final Tenant tenant;

    ComputeType(
            String name,
            TrackedResources tracked,
            Resources resources,
            Operations operations,
            ArmAuthorization authorization,
            IdentityApplier identities,
            Tenant tenant) {
        this.name = name;
        this.tracked = tracked;
        this.resources = resources;
        this.operations = operations;
        this.authorization = authorization;
        this.identities = identities;
        this.tenant = tenant;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (request.target().collection()) {
            return tracked.list(request);
        }
        return switch (request.method()) {
            case "GET" -> tracked.get(request);
            case "PUT" -> put(request);
            case "PATCH" -> patch(request);
            case "DELETE" -> tracked.delete(request);
            default -> throw request.methodNotAllowed();
        };
    }

    private Reply put(ArmRequest request) {
        ObjectNode body = request.body();
        requireAssign(request, body.path("identity"));
        Optional<Resource> existing = tracked.find(request.id());
        Resource composed = tracked.compose(request.id(), body);
        // Whoever leaves the identity out of a PUT says nothing about it; an explicit one replaces what was there.
        Resource changed = body.path("identity").isObject()
                ? composed.withIdentity(identities.apply(composed, body.path("identity"), true))
                : composed;
        return write(request, changed, existing.isEmpty());
    }

    private Reply patch(ArmRequest request) {
        ObjectNode body = request.body();
        JsonNode identity = body.path("identity");
        requireAssign(request, identity);
        Resource current = resources.require(request.id(), name);
        Resource changed =
                identity.isObject() ? current.withIdentity(identities.apply(current, identity, false)) : current;
        body.remove("identity");
        ObjectNode merged = changed.body();
        Json.merge(merged, body);
        return write(request, changed.withBody(merged), false);
    }

    private void requireAssign(ArmRequest request, JsonNode identity) {
        authorization.requireAssign(
                request.caller(), name + "/write", request.id(), IdentityChange.attaching(identity));
    }

    private Reply write(ArmRequest request, Resource changed, boolean created) {
        Resource updating = changed.withProvisioningState(created ? "Creating" : "Updating");
        resources.put(updating);
        String operation = operations.start(() -> resources.update(updating.id(), Resource::settled));
        return ArmService.accepted(request, created ? 201 : 200, updating.json(tenant), updating.location(), operation);
    }
}
