package io.podpass.core;

import static java.util.Objects.requireNonNull;

/**
 * A role somebody has somewhere, as ARM stores it.
 *
 * @param principalId object id; ARM stores a client id there as well, and it gives nothing (spec azure-platform §4.2)
 * @param role the role's name, for people
 */
public record RoleAssignment(String principalId, Scope scope, String role, Permissions permissions) {
    public RoleAssignment {
        requireNonNull(principalId, "principalId is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(role, "role is null");
        requireNonNull(permissions, "permissions is null");
    }
}
