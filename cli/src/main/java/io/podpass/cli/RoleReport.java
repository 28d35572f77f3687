package io.podpass.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.diagnosis.RoleState;
import io.podpass.diagnosis.RoleTable;
import java.util.List;

/** Needed roles as they are printed. */
final class RoleReport {
    private RoleReport() {}

    static String of(List<RoleState> states, boolean json) {
        return json ? json(states) + "\n" : table(states);
    }

    private static String table(List<RoleState> states) {
        var missing = states.stream().filter(state -> !state.met()).count();
        return DemoTable.columns(RoleTable.rows(states))
                + (missing == 0
                        ? "\nAll " + states.size() + " are there.\n"
                        : "\n" + missing + " of " + states.size()
                                + " missing. podpass roles grant with the same options assigns them.\n");
    }

    private static ObjectNode json(List<RoleState> states) {
        var json = new ObjectNode(JsonNodeFactory.instance);
        json.put("complete", states.stream().allMatch(RoleState::met));
        var roles = json.putArray("roles");
        states.forEach(state -> roles.addObject()
                .put("role", state.need().role().roleName())
                .put("scope", state.need().scope().toString())
                .put("objectId", state.need().principalId())
                .put("assigned", state.met())
                .put("state", RoleTable.text(state))
                .put("neededTo", state.need().reason()));
        return json;
    }
}
