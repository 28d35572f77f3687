package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An {@code AzureIdentity} that passed {@link IdentityRules}.
 *
 * @param resourceId present exactly when the mode is {@link CredentialMode#ATTACHED}
 * @param clientId never blank: a request to IMDS without one would be answered with the host's own identity
 * @param principal present exactly when the mode is not {@link CredentialMode#ATTACHED}
 * @param namespaced whether it serves its own namespace only (annotation {@code aadpodidentity.k8s.io/Behavior})
 */
public record Identity(
        ObjectKey key,
        CredentialMode mode,
        Optional<ResourceId> resourceId,
        String clientId,
        Optional<ServicePrincipal> principal,
        boolean namespaced) {
    public Identity {
        requireNonNull(key, "key is null");
        requireNonNull(mode, "mode is null");
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("identity " + key + " has no client id");
        }
        if (resourceId.isPresent() != (mode == CredentialMode.ATTACHED)) {
            throw new IllegalArgumentException("identity " + key + ": a resource id goes with type 0 and no other");
        }
        if (principal.isPresent() == (mode == CredentialMode.ATTACHED)) {
            throw new IllegalArgumentException("identity " + key + ": a service principal goes with types 1 and 2");
        }
    }

    /** A user-assigned identity. */
    public static Identity attached(ObjectKey key, ResourceId resourceId, String clientId, boolean namespaced) {
        return new Identity(
                key, CredentialMode.ATTACHED, Optional.of(resourceId), clientId, Optional.empty(), namespaced);
    }
}
