package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies a patch of any kind to an object, as its media type says. */
final class Patches {
    private static final Logger LOG = LoggerFactory.getLogger(Patches.class);

    static final String SERVER_SIDE_APPLY = "application/apply-patch+yaml";

    private Patches() {}

    /**
     * The patched object; {@code current} stays as it is and is empty when there is no such object, which only server-side
     * apply may make. Throws {@link ApiException} when the patch can't be applied.
     */
    static ObjectNode apply(HttpCall call, ResourceType type, Optional<ObjectNode> current) {
        ObjectNode base = current.orElseGet(Json::object);
        JsonNode patch = Bodies.document(call);
        JsonNode patched = switch (call.contentType()) {
            case "application/json-patch+json" -> jsonPatch(base, patch);
            case "application/merge-patch+json" -> MergePatch.apply(base, patch);
            case "application/strategic-merge-patch+json" -> strategic(base, patch, type);
            case SERVER_SIDE_APPLY -> type.custom() ? MergePatch.apply(base, patch) : strategic(base, patch, type);
            default -> throw unsupported(type);
        };
        if (!(patched instanceof ObjectNode object)) {
            throw ApiException.badRequest("the patch would make something that is no object");
        }
        return object;
    }

    private static JsonNode strategic(ObjectNode base, JsonNode patch, ResourceType type) {
        if (type.custom()) {
            throw unsupported(type);
        }
        return new StrategicMergePatch(type.kind()).apply(base, patch);
    }

    private static JsonNode jsonPatch(ObjectNode base, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiException.badRequest("a JSON patch must be a list of operations");
        }
        try {
            return JsonPatch.apply(base, patch);
        } catch (IllegalArgumentException e) {
            LOG.debug("refused a JSON patch: {}", e.getMessage());
            throw new ApiException(
                    422, "Invalid", "the server rejected our request due to an error in our request", Json.object());
        }
    }

    private static ApiException unsupported(ResourceType type) {
        String strategic = type.custom() ? "" : ", application/strategic-merge-patch+json";
        return ApiException.unsupportedMediaType(
                "the body of the request was in an unknown format - accepted media types include:"
                        + " application/json-patch+json, application/merge-patch+json" + strategic + ", "
                        + SERVER_SIDE_APPLY);
    }
}
