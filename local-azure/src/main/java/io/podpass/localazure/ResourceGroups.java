package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Resource groups. Deleting one deletes what is in it, and the roles on that. */
final class ResourceGroups implements ResourceType {
    static final String NAME = "Microsoft.Resources/subscriptions/resourceGroups";

    /** What the {@code type} of a group reads as, which is not the name of its type in actions. */
    private static final String SHOWN_TYPE = "Microsoft.Resources/resourceGroups";

    private final Resources resources;
    private final Removal removal;

    ResourceGroups(Resources resources, Removal removal) {
        this.resources = resources;
        this.removal = removal;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (request.target().collection()) {
            return Reply.json(
                    200,
                    Json.list(resources.list(NAME, request.id()).stream()
                            .map(ResourceGroups::json)
                            .toList()));
        }
        return switch (request.method()) {
            case "GET" -> Reply.json(200, json(require(resources, request.id())));
            case "HEAD" -> Reply.of(resources.find(request.id()).isPresent() ? 204 : 404);
            case "PUT" -> put(request);
            case "DELETE" -> {
                ResourceId id = require(resources, request.id()).id();
                removal.removeTree(id);
                yield Reply.of(200);
            }
            default -> throw request.methodNotAllowed();
        };
    }

    /** @throws ArmException when there is no such group */
    static Resource require(Resources resources, ResourceId group) {
        return resources
                .find(group)
                .orElseThrow(() -> new ArmException(
                        404, "ResourceGroupNotFound", "Resource group '" + group.name() + "' could not be found."));
    }

    static Resource create(ResourceId id, ObjectNode body) {
        return Resource.of(id, NAME, body).withProvisioningState("Succeeded");
    }

    private Reply put(ArmRequest request) {
        ObjectNode body = request.body();
        if (body.path("location").asText("").isEmpty()) {
            throw new ArmException(400, "LocationRequired", "The location property is required for this definition.");
        }
        var existing = resources.find(request.id());
        Resource group = create(existing.map(Resource::id).orElse(request.id()), body);
        resources.put(group);
        return Reply.json(existing.isPresent() ? 200 : 201, json(group));
    }

    private static ObjectNode json(Resource group) {
        ObjectNode json = Json.object();
        json.put("id", group.id().toString());
        json.put("name", group.id().name());
        json.put("type", SHOWN_TYPE);
        json.setAll(group.body());
        return json;
    }
}
