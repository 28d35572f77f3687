package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A role on a scope for a principal, which need not exist.
 *
 * @param details optional properties exactly as they came: description, condition and the like
 */
record RoleAssignment(
        ResourceId scope,
        String name,
        RoleDefinition role,
        String principalId,
        String principalType,
        ObjectNode details,
        Instant createdOn,
        String createdBy) {
    ResourceId id() {
        return scope.child("providers", "Microsoft.Authorization", "roleAssignments", name);
    }

    /** Azure keeps one assignment of a role on a scope for a principal, whatever its name. */
    boolean sameGrant(RoleAssignment other) {
        return scope.equals(other.scope)
                && role.guid().equals(other.role.guid())
                && principalId.equalsIgnoreCase(other.principalId);
    }
}
