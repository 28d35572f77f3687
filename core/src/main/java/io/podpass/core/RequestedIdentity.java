package io.podpass.core;

import java.util.Optional;

/** The identity that a token request names, by any of the ids that IMDS knows (spec azure-platform §1.3); ids compare without case. */
public record RequestedIdentity(Optional<String> clientId, Optional<String> resourceId, Optional<String> objectId) {
    public static final RequestedIdentity NONE =
            new RequestedIdentity(Optional.empty(), Optional.empty(), Optional.empty());

    public RequestedIdentity {
        clientId = clientId.filter(id -> !id.isEmpty());
        resourceId = resourceId.filter(id -> !id.isEmpty());
        objectId = objectId.filter(id -> !id.isEmpty());
    }

    public boolean named() {
        return clientId.isPresent() || resourceId.isPresent() || objectId.isPresent();
    }

    /** Whether the assignment's identity bears every id that was named: a request that names two identities gets neither. */
    boolean matches(Assignment assignment) {
        return agrees(clientId, Optional.of(assignment.identity().clientId()))
                && agrees(resourceId, assignment.identity().resourceId().map(ResourceId::value))
                && agrees(objectId, assignment.objectId());
    }

    /**
     * Whether the request can mean this identity, as far as the identity itself tells: object ids are known of
     * assignments only, so a request that names one means none.
     */
    public boolean names(Identity identity) {
        return agrees(clientId, Optional.of(identity.clientId()))
                && agrees(resourceId, identity.resourceId().map(ResourceId::value))
                && objectId.isEmpty();
    }

    private static boolean agrees(Optional<String> asked, Optional<String> actual) {
        return asked.isEmpty() || actual.filter(asked.get()::equalsIgnoreCase).isPresent();
    }

    /** For logs and messages: which id was named, redacted. */
    @Override
    public String toString() {
        return clientId.map(id -> "client id " + Redaction.of(id))
                .or(() -> resourceId.map(id -> "resource id " + id))
                .or(() -> objectId.map(id -> "object id " + Redaction.of(id)))
                .orElse("no identity");
    }
}
