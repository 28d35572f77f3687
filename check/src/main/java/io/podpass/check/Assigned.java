package io.podpass.check;

import io.podpass.core.BuiltInRole;
import io.podpass.core.Permissions;
import io.podpass.core.RoleAssignment;
import io.podpass.core.RoleNeed;
import io.podpass.core.Scope;
import java.util.List;
import java.util.Optional;

/**
 * A role assignment of a plan or state, as far as it is known.
 *
 * @param roleName empty where the plan does not tell
 * @param role empty for those that are not known here, custom ones among them
 */
record Assigned(
        Resource resource,
        Optional<String> principal,
        Optional<Scope> scope,
        Optional<String> roleName,
        Optional<BuiltInRole> role) {
    private static final Permissions ALL = new Permissions(List.of("*"), List.of(), List.of("*"), List.of());
    private static final Scope EVERYWHERE = new Scope("/");

    static List<Assigned> of(World world, AzureFacts facts) {
        return world.resources(AzureFacts.ASSIGNMENT)
                .map(resource -> {
                    var name = resource.text("role_definition_name");
                    var definition = resource.text("role_definition_id");
                    return new Assigned(
                            resource,
                            facts.principal(resource, "principal_id"),
                            facts.scopeOf(resource),
                            name.or(() -> definition),
                            name.flatMap(BuiltInRole::ofName).or(() -> definition.flatMap(BuiltInRole::ofDefinition)));
                })
                .toList();
    }

    /** What it gives at best to whom it may be for: a finding is made only of what is missing even so. */
    RoleAssignment atBest(RoleNeed need) {
        return new RoleAssignment(
                principal.orElse(need.principalId()),
                scope.orElse(EVERYWHERE),
                roleName.orElse("a role"),
                role.map(BuiltInRole::permissions).orElse(ALL));
    }

    boolean isRole(BuiltInRole wanted) {
        return role.equals(Optional.of(wanted));
    }

    boolean isFor(String someone) {
        return principal.equals(Optional.of(someone));
    }

    /** Whether Azure takes an id here without looking whether it is anybody's. */
    boolean unchecked() {
        return resource.text("principal_type").isPresent() || resource.on("skip_service_principal_aad_check");
    }
}
