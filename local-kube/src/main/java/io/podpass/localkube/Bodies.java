package io.podpass.localkube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads what clients send. Throws {@link ApiException} for what can't be read. */
final class Bodies {
    private Bodies() {}

    static JsonNode document(HttpCall call) {
        boolean yaml = call.contentType().endsWith("yaml");
        try {
            return yaml ? Json.parseYaml(call.body()) : Json.parse(call.body());
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest(
                    "the body can't be read as " + (yaml ? "YAML" : "JSON") + ": " + e.getOriginalMessage());
        }
    }

    /** The object to create or to put; it must be of the route's type. */
    static ObjectNode object(HttpCall call, ResourceType type) {
        switch (call.contentType()) {
            case "", "application/json", "application/yaml", "*/*" -> {}
            default ->
                throw ApiException.unsupportedMediaType(
                        "the body of the request was in an unknown format - accepted media types include:"
                                + " application/json, application/yaml");
        }
        if (!(document(call) instanceof ObjectNode object)) {
            throw ApiException.badRequest("the body must be an object of kind " + type.kind());
        }
        checkType(object, type);
        return object;
    }

    /** An object of a built-in type may leave its type out: the path tells it. */
    static void checkType(ObjectNode object, ResourceType type) {
        if (!type.custom()) {
            if (!object.has("apiVersion")) {
                object.put("apiVersion", type.apiVersion());
            }
            if (!object.has("kind")) {
                object.put("kind", type.kind());
            }
        }
        String apiVersion = Json.text(object, "apiVersion");
        String kind = Json.text(object, "kind");
        if (!apiVersion.equals(type.apiVersion())) {
            throw ApiException.badRequest("the API version in the data (" + apiVersion
                    + ") does not match the expected API version (" + type.apiVersion() + ")");
        }
        if (!kind.equals(type.kind())) {
            throw ApiException.badRequest(
                    kind + " in version \"" + type.version() + "\" cannot be handled as a " + type.kind());
        }
    }

    /** The options of a deletion, which a client may leave out. */
    static ObjectNode options(HttpCall call) {
        if (call.body().isBlank()) {
            return Json.object();
        }
        return document(call) instanceof ObjectNode options ? options : Json.object();
    }
}
