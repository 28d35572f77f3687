package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A refusal of a container registry (spec azure-platform §5.3; codes of the distribution specification). */
final class RegistryException extends RuntimeException {
    private static final String AUTHENTICATE =
            "authentication required, visit https://aka.ms/acr/authorization for more information.";

    private final int status;
    private final String code;
    private final Optional<RegistryScope> scope;

    private RegistryException(int status, String code, String message, Optional<RegistryScope> scope) {
        super(message);
        this.status = status;
        this.code = code;
        this.scope = scope;
    }

    RegistryException(int status, String code, String message) {
        this(status, code, message, Optional.empty());
    }

    static RegistryException unauthorized() {
        return new RegistryException(401, "UNAUTHORIZED", AUTHENTICATE);
    }

    /** The caller should come back with a token for the scope. */
    static RegistryException unauthorized(RegistryScope scope) {
        return new RegistryException(401, "UNAUTHORIZED", AUTHENTICATE, Optional.of(scope));
    }

    /** The caller's token is for the repository, but not for this. */
    static RegistryException denied(RegistryScope scope) {
        return new RegistryException(403, "DENIED", "requested access to the resource is denied", Optional.of(scope));
    }

    int status() {
        return status;
    }

    /** What was needed and missing; empty where any token would do, or none. */
    Optional<RegistryScope> scope() {
        return scope;
    }

    ObjectNode json() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putArray("errors").addObject();
        error.put("code", code).put("message", getMessage());
        scope.ifPresentOrElse(needed -> error.set("detail", needed.detail()), () -> error.putNull("detail"));
        return body;
    }
}
