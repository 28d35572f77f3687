package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What the types that live in a resource group have in common: get, list, delete, and a group that must be there. */
final class TrackedResources {
    private final String type;
    private final Resources resources;
    private final Removal removal;
    private final Tenant tenant;

    TrackedResources(String type, Resources resources, Removal removal, Tenant tenant) {
        this.type = type;
        this.resources = resources;
        this.removal = removal;
        this.tenant = tenant;
    }

    Reply get(ArmRequest request) {
        return Reply.json(200, resources.require(request.id(), type).json(tenant));
    }

    Reply list(ArmRequest request) {
        if (!request.method().equals("GET")) {
            throw request.methodNotAllowed();
        }
        if (request.id().resourceGroup().isPresent()) {
            ResourceGroups.require(resources, request.id());
        }
        return Reply.json(
                200,
                Json.list(resources.list(type, request.id()).stream()
                        .map(resource -> resource.json(tenant))
                        .toList()));
    }

    Reply delete(ArmRequest request) {
        if (resources.find(request.id()).isEmpty()) {
            return Reply.of(204);
        }
        removal.removeTree(request.id());
        return Reply.of(200);
    }

    Optional<Resource> find(ResourceId id) {
        return resources.find(id);
    }

    /** A new value for the id, or for the spelling of it that is stored already; the group has to exist. */
    Resource compose(ResourceId id, ObjectNode body) {
        ResourceId group = id.group().orElseThrow(() -> ArmException.resourceNotFound(id, type));
        ResourceGroups.require(resources, group);
        ObjectNode stored = body.deepCopy();
        stored.remove(List.of("id", "name", "type", "identity"));
        return find(id).map(existing -> existing.withBody(stored)).orElseGet(() -> Resource.of(id, type, stored));
    }

    Reply stored(Resource resource, boolean created) {
        resources.put(resource);
        return Reply.json(created ? 201 : 200, resource.json(tenant));
    }
}
