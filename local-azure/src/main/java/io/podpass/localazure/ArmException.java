package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal in ARM's shape: {@code {"error":{"code","message","target"?}}} (spec azure-platform §3.1). */
final class ArmException extends RuntimeException {
    private final int status;
    private final String code;
    private final String target;

    ArmException(int status, String code, String message) {
        this(status, code, message, "");
    }

    ArmException(int status, String code, String message, String target) {
        super(message);
        this.status = status;
        this.code = code;
        this.target = target;
    }

    static ArmException resourceNotFound(ResourceId id, String type) {
        return new ArmException(
                404,
                "ResourceNotFound",
                "The Resource '" + type + "/" + id.name() + "' under resource group '"
                        + id.resourceGroup().orElse("<null>")
                        + "' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
    }

    static ArmException invalidParameter(String message, String target) {
        return new ArmException(400, "InvalidParameter", message, target);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Reply reply() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("code", code);
        error.put("message", getMessage());
        if (!target.isEmpty()) {
            error.put("target", target);
        }
        return Reply.json(status, body);
    }
}
