package io.podpass.core;

import static java.util.Objects.requireNonNull;

import java.util.Collection;

/**
 * A role that a principal has to have somewhere.
 *
 * @param principalId object id
 * @param reason what fails without it, in words that follow "needed to"
 */
public record RoleNeed(BuiltInRole role, Scope scope, String principalId, String reason) {
    public RoleNeed {
        requireNonNull(role, "role is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(principalId, "principalId is null");
        requireNonNull(reason, "reason is null");
    }

    /** Whether this role assignment is enough alone. */
    public boolean metBy(RoleAssignment assignment) {
        return counts(assignment) && assignment.permissions().allowAll(role.needs());
    }

    /** Whether the principal is allowed it all, by several roles also. */
    public boolean metBy(Collection<RoleAssignment> assignments) {
        return role.needs().stream()
                .allMatch(operation -> assignments.stream()
                        .anyMatch(assignment ->
                                counts(assignment) && assignment.permissions().allow(operation)));
    }

    private boolean counts(RoleAssignment assignment) {
        return assignment.principalId().equalsIgnoreCase(principalId)
                && assignment.scope().covers(scope);
    }

    /** What to type to have it. Azure's CLI asks the directory nothing when it gets an object id and a type. */
    public String command() {
        return "az role assignment create --assignee-object-id " + principalId
                + " --assignee-principal-type ServicePrincipal --role \"" + role.roleName() + "\" --scope " + scope;
    }
}
