package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which role assignments ARM stores (spec azure-platform §3.6 and the matrix of §4.2). */
final class RoleAssignmentRules {
    private static final Pattern GUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> TYPES = Set.of("User", "Group", "ServicePrincipal", "ForeignGroup", "Device");
    private static final List<String> DETAILS =
            List.of("description", "condition", "conditionVersion", "delegatedManagedIdentityResourceId");

    private final AccessControl access;
    private final RoleCatalogue roles;
    private final Directory directory;
    private final Tenant tenant;
    private final Clock clock;

    RoleAssignmentRules(AccessControl access, RoleCatalogue roles, Directory directory, Tenant tenant, Clock clock) {
        this.access = access;
        this.roles = roles;
        this.directory = directory;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** @throws ArmException when the request is not one for a known role and a principal */
    RoleAssignment read(ArmRequest request) {
        String name = request.id().name();
        if (!GUID.matcher(name).matches()) {
            throw new ArmException(
                    400,
                    "InvalidRoleAssignmentId",
                    "The role assignment ID '" + name + "' is not valid. It must be a GUID.");
        }
        JsonNode properties = request.body().path("properties");
        String principalId = properties.path("principalId").asText("");
        if (!GUID.matcher(principalId).matches()) {
            throw new ArmException(
                    400,
                    "InvalidPrincipalId",
                    "The principal ID '" + principalId + "' is not valid. It must be a GUID.");
        }
        String roleId = properties.path("roleDefinitionId").asText("");
        String guid = ResourceId.parse(roleId).name();
        RoleDefinition role = roles.find(guid).orElseThrow(() -> RoleDefinitions.unknown(guid));
        ObjectNode details = Json.object();
        DETAILS.stream().filter(properties::hasNonNull).forEach(field -> details.set(field, properties.get(field)));
        return new RoleAssignment(
                request.target().scope(),
                name,
                role,
                principalId,
                principalType(principalId, properties.path("principalType").asText("")),
                details,
                clock.instant(),
                request.caller().objectId());
    }

    /** @throws ArmException when the grant is there under another name, or the name stands for another grant */
    void check(RoleAssignment wanted, Optional<RoleAssignment> existing) {
        if (existing.isPresent()) {
            if (!existing.get().sameGrant(wanted)) {
                throw new ArmException(
                        400,
                        "RoleAssignmentUpdateNotPermitted",
                        "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.");
            }
            return;
        }
        access.assignments().stream().filter(wanted::sameGrant).findFirst().ifPresent(same -> {
            throw new ArmException(
                    409,
                    "RoleAssignmentExists",
                    "The role assignment already exists. The ID of the existing role assignment is "
                            + undashed(same.name()) + ".");
        });
    }

    RoleAssignment updated(RoleAssignment kept, RoleAssignment wanted) {
        return new RoleAssignment(
                kept.scope(),
                kept.name(),
                kept.role(),
                kept.principalId(),
                kept.principalType(),
                wanted.details(),
                kept.createdOn(),
                kept.createdBy());
    }

    /** Naming a type skips the look-up of an unknown principal, which is how client ids get stored and dangle. */
    private String principalType(String principalId, String named) {
        Optional<Principal> principal = directory.find(principalId);
        if (named.isEmpty()) {
            return principal
                    .map(found -> found.type().wire())
                    .orElseThrow(() -> new ArmException(400, "PrincipalNotFound", notFound(principalId)));
        }
        String type = TYPES.stream()
                .filter(known -> known.equalsIgnoreCase(named))
                .findFirst()
                .orElseThrow(() -> new ArmException(
                        400, "InvalidPrincipalType", "The principal type '" + named + "' is not valid."));
        principal
                .map(found -> found.type().wire())
                .filter(actual -> !actual.equals(type))
                .ifPresent(actual -> {
                    throw new ArmException(
                            400,
                            "UnmatchedPrincipalType",
                            "The PrincipalId '" + undashed(principalId) + "' has type '" + actual
                                    + "' , which is different from specified PrinciaplType '" + type + "'.");
                });
        return type;
    }

    private String notFound(String principalId) {
        return "Principal " + undashed(principalId) + " does not exist in the directory " + tenant.id()
                + ". Check that you have the correct principal ID. If you are creating this principal and then"
                + " immediately assigning a role, this error might be related to a replication delay. In this case, set"
                + " the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. "
                + " See https://aka.ms/docs-principaltype";
    }

    private static String undashed(String guid) {
        return Text.lower(guid).replace("-", "");
    }
}
