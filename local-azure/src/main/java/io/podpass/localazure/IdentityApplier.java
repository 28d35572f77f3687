package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;

/** Works out the identity block that a write leaves on a resource, making and removing its own principal. */
final class IdentityApplier {
    private final UserAssignedIdentities identities;
    private final Directory directory;

    IdentityApplier(UserAssignedIdentities identities, Directory directory) {
        this.identities = identities;
        this.directory = directory;
    }

    /**
     * @param replace PUT rather than PATCH
     * @throws ArmException with nothing done
     */
    IdentityBlock apply(Resource resource, JsonNode identity, boolean replace) {
        IdentityBlock current = resource.identity();
        IdentityBlock changed = IdentityChange.parse(identity)
                .applyTo(
                        current,
                        replace,
                        identities::assigned,
                        () -> directory
                                .create(
                                        Principal.Type.SERVICE_PRINCIPAL,
                                        resource.id().name())
                                .objectId());
        current.systemPrincipal()
                .filter(principal -> changed.systemPrincipal().isEmpty())
                .ifPresent(directory::remove);
        return changed;
    }
}
