package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Where a service principal logs in, and what with (spec aad-pod-identity §1.3). Whether that authority and that Secret
 * may be used is for the agent to say: both are the identity's owner's wish.
 *
 * @param tenant GUID or domain name
 * @param auxiliaryTenants in the order of the tokens that are wanted of them, after that of {@code tenant}; empty for
 *     certificates, as ever
 * @param authority empty stands for the default
 * @param secret the Secret that holds the credential
 */
public record ServicePrincipal(
        String tenant, List<String> auxiliaryTenants, Optional<Authority> authority, ObjectKey secret) {
    public ServicePrincipal {
        requireNonNull(tenant, "tenant is null");
        auxiliaryTenants = List.copyOf(auxiliaryTenants);
        requireNonNull(authority, "authority is null");
        requireNonNull(secret, "secret is null");
    }
}
