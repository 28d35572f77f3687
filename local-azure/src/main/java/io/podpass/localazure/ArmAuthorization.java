package io.podpass.localazure;

import java.util.List;
import java.util.stream.Collectors;

/** Refusals of ARM for want of a role (spec azure-platform §3.1, §3.5). */
final class ArmAuthorization {
    private static final String ASSIGN = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";

    private final AccessControl access;

    ArmAuthorization(AccessControl access) {
        this.access = access;
    }

    void require(Caller caller, String action, ResourceId scope) {
        if (access.allows(caller, action, scope)) {
            return;
        }
        boolean roleWrite = action.equalsIgnoreCase("Microsoft.Authorization/roleAssignments/write");
        throw new ArmException(
                403,
                "AuthorizationFailed",
                "The client '" + caller.name() + "' with object id '" + caller.objectId()
                        + "' does not have authorization "
                        + (roleWrite ? "or an ABAC condition not fulfilled " : "")
                        + "to perform action '" + action + "' over scope '" + scope
                        + "' or the scope is invalid. If access was recently granted, please refresh your credentials.");
    }

    /** Attaching an identity takes a right on the identity too, for every one that the request names. */
    void requireAssign(Caller caller, String action, ResourceId scope, List<ResourceId> identities) {
        String refused = identities.stream()
                .filter(identity -> !access.allows(caller, ASSIGN, identity))
                .map(ResourceId::toString)
                .collect(Collectors.joining(","));
        if (!refused.isEmpty()) {
            throw new ArmException(
                    403,
                    "LinkedAuthorizationFailed",
                    "The client '" + caller.name() + "' with object id '" + caller.objectId()
                            + "' has permission to perform action '" + action + "' on scope '" + scope
                            + "'; however, it does not have permission to perform action '" + ASSIGN
                            + "' on the linked scope(s) '" + refused + "' or the linked scope(s) are invalid.");
        }
    }
}
