package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.FindingKind;
import java.util.Collection;
import java.util.stream.Stream;

/** Needed roles that Azure does not have. */
final class RoleFindings {
    private RoleFindings() {}

    static Stream<Finding> of(Collection<RoleState> states) {
        return states.stream().filter(state -> !state.met()).map(RoleFindings::missing);
    }

    private static Finding missing(RoleState state) {
        var need = state.need();
        var role = "\"" + need.role().roleName() + "\"";
        return state.mistaken()
                .map(clientId -> new Finding(
                        FindingKind.CLIENT_ID_AS_PRINCIPAL,
                        need.scope().toString(),
                        role + " is assigned to " + clientId + ", a client id, which gives nothing; the object id is "
                                + need.principalId(),
                        need.command()))
                .orElseGet(() -> new Finding(
                        FindingKind.ROLE_MISSING,
                        need.scope().toString(),
                        need.principalId() + " lacks " + role + ", needed to " + need.reason(),
                        need.command()));
    }
}
