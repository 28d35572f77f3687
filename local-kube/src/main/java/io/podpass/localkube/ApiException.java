package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A request is refused. Carries the {@code Status} object that the client gets. */
final class ApiException extends RuntimeException {
    private final int code;
    private final String reason;
    private final ObjectNode details;

    ApiException(int code, String reason, String message, ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    int code() {
        return code;
    }

    ObjectNode status() {
        ObjectNode status = Statuses.envelope("Failure");
        status.put("message", getMessage()).put("reason", reason);
        if (!details.isEmpty()) {
            status.set("details", details);
        }
        return status.put("code", code);
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, Json.object());
    }

    /** What a server says of a path it knows nothing about. */
    static ApiException noSuchPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static ApiException notFound(ResourceType type, String name) {
        return new ApiException(404, "NotFound", type.qualified() + " \"" + name + "\" not found", details(type, name));
    }

    static ApiException alreadyExists(ResourceType type, String name) {
        return new ApiException(
                409, "AlreadyExists", type.qualified() + " \"" + name + "\" already exists", details(type, name));
    }

    static ApiException conflict(ResourceType type, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type.qualified() + " \"" + name + "\": " + why,
                details(type, name));
    }

    static ApiException forbidden(ResourceType type, String name, String why) {
        return new ApiException(
                403, "Forbidden", type.qualified() + " \"" + name + "\" is forbidden: " + why, details(type, name));
    }

    static ApiException methodNotAllowed() {
        return new ApiException(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "UnsupportedMediaType", message, Json.object());
    }

    static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, Json.object());
    }

    static ApiException invalid(ResourceType type, String name, List<FieldError> errors) {
        ObjectNode details = Json.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.kind());
        var causes = details.putArray("causes");
        errors.forEach(error -> causes.addObject()
                .put("reason", error.reason())
                .put("message", error.message())
                .put("field", error.field()));
        String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        List<String> texts =
                errors.stream().map(FieldError::toString).distinct().toList();
        String all = texts.size() == 1 ? texts.getFirst() : "[" + String.join(", ", texts) + "]";
        return new ApiException(422, "Invalid", kind + " \"" + name + "\" is invalid: " + all, details);
    }

    private static ObjectNode details(ResourceType type, String name) {
        ObjectNode details = Json.object().put("name", name);
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }
}
