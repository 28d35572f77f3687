package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localazure.IdentityBlock.Assigned;
import java.util.Optional;

/** User-assigned managed identities (spec azure-platform §3.4). */
final class UserAssignedIdentities implements ResourceType {
    static final String NAME = "Microsoft.ManagedIdentity/userAssignedIdentities";

    private final TrackedResources tracked;
    private final Resources resources;
    private final Directory directory;
    private final Tenant tenant;

    UserAssignedIdentities(TrackedResources tracked, Resources resources, Directory directory, Tenant tenant) {
        this.tracked = tracked;
        this.resources = resources;
        this.directory = directory;
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
            case "PUT" -> {
                boolean created = tracked.find(request.id()).isEmpty();
                yield tracked.stored(compose(request.id(), request.body()), created);
            }
            case "PATCH" -> patch(request);
            case "DELETE" -> tracked.delete(request);
            default -> throw request.methodNotAllowed();
        };
    }

    /** Creates or updates the identity; its GUIDs are made once and survive updates. */
    Resource create(ResourceId id, ObjectNode body) {
        Resource identity = compose(id, body);
        resources.put(identity);
        return identity;
    }

    /** The GUIDs of an existing identity. */
    Optional<Assigned> assigned(ResourceId id) {
        return resources
                .find(id)
                .filter(resource -> resource.type().equals(NAME))
                .map(resource -> new Assigned(resource.property("clientId"), resource.property("principalId")));
    }

    private Resource compose(ResourceId id, ObjectNode body) {
        ObjectNode properties = Json.object();
        properties.put("tenantId", tenant.id());
        Assigned ids = assigned(id).orElseGet(() -> {
            Principal principal = directory.create(Principal.Type.SERVICE_PRINCIPAL, id.name());
            return new Assigned(principal.appId(), principal.objectId());
        });
        properties.put("principalId", ids.principalId());
        properties.put("clientId", ids.clientId());
        ObjectNode full = body.deepCopy();
        full.set("properties", properties);
        return tracked.compose(id, full);
    }

    private Reply patch(ArmRequest request) {
        Resource identity = resources.require(request.id(), NAME);
        ObjectNode body = identity.body();
        if (request.body().get("tags") instanceof ObjectNode tags) {
            body.set("tags", tags);
        }
        return tracked.stored(identity.withBody(body), false);
    }
}
