package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;

/** A type of which the local Azure keeps what it is told, adding a few properties: registries, vaults, accounts. */
final class SimpleType implements ResourceType {
    private final String name;
    private final TrackedResources tracked;
    private final Resources resources;
    private final BiConsumer<String, ObjectNode> complete;

    /** @param complete adds to the properties of the resource so named what its provider would */
    SimpleType(String name, TrackedResources tracked, Resources resources, BiConsumer<String, ObjectNode> complete) {
        this.name = name;
        this.tracked = tracked;
        this.resources = resources;
        this.complete = complete;
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
            case "PUT" -> put(request, request.body());
            case "PATCH" -> {
                ObjectNode merged = resources.require(request.id(), name).body();
                Json.merge(merged, request.body());
                yield put(request, merged);
            }
            case "DELETE" -> tracked.delete(request);
            default -> throw request.methodNotAllowed();
        };
    }

    private Reply put(ArmRequest request, ObjectNode body) {
        ResourceId id = request.id();
        resources.named(name, id.name()).filter(other -> !other.id().equals(id)).ifPresent(other -> {
            throw new ArmException(
                    409,
                    "AlreadyInUse",
                    "The name '" + id.name() + "' is already in use; names of " + name + " are"
                            + " unique in all of Azure.");
        });
        boolean created = tracked.find(id).isEmpty();
        ObjectNode properties = body.withObjectProperty("properties");
        complete.accept(Text.lower(id.name()), properties);
        properties.put("provisioningState", "Succeeded");
        return tracked.stored(tracked.compose(id, body), created);
    }
}
