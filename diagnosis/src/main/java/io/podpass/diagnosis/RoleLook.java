package io.podpass.diagnosis;

import io.podpass.azure.ArmPrincipal;
import io.podpass.azure.ArmRoles;
import io.podpass.core.RoleAssignment;
import io.podpass.core.RoleNeed;
import io.podpass.core.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds needed roles against what ARM has. Changes nothing. For one thread. */
public final class RoleLook {
    private final ArmRoles roles;
    private final Collection<ArmPrincipal> known;
    private final Map<String, List<RoleAssignment>> seen = new HashMap<>();

    /** {@code known} are principals whose client id may have been taken for the object id. */
    public RoleLook(ArmRoles roles, Collection<ArmPrincipal> known) {
        this.roles = roles;
        this.known = List.copyOf(known);
    }

    /** Throws {@link io.podpass.azure.ArmException}. */
    public List<RoleState> at(Collection<RoleNeed> needs) {
        return needs.stream().map(this::at).toList();
    }

    private RoleState at(RoleNeed need) {
        var counting = of(need.principalId(), need.scope());
        if (need.metBy(counting)) {
            var alone = counting.stream().filter(need::metBy).findFirst();
            return new RoleState(need, alone.map(List::of).orElse(counting), Optional.empty());
        }
        return new RoleState(need, List.of(), mistaken(need));
    }

    /** The same need, with the client id in place of the object id. */
    private Optional<String> mistaken(RoleNeed need) {
        return known.stream()
                .filter(principal -> principal.objectId().equalsIgnoreCase(need.principalId()))
                .map(ArmPrincipal::clientId)
                .filter(clientId -> !clientId.isEmpty())
                .filter(clientId -> new RoleNeed(need.role(), need.scope(), clientId, need.reason())
                        .metBy(roles.storedUnder(clientId, need.scope())))
                .findFirst();
    }

    private List<RoleAssignment> of(String objectId, Scope scope) {
        return seen.computeIfAbsent(objectId + " " + scope, _ -> roles.of(objectId, scope));
    }
}
