package io.podpass.diagnosis;

import io.podpass.core.RoleAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Needed roles for people. */
public final class RoleTable {
    private RoleTable() {}

    /** Of columns, the first row being their names. */
    public static List<List<String>> rows(List<RoleState> states) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("ROLE", "SCOPE", "OBJECT ID", "STATE"));
        states.forEach(state -> rows.add(List.of(
                state.need().role().roleName(),
                state.need().scope().toString(),
                state.need().principalId(),
                text(state))));
        return rows;
    }

    /** Such as {@code assigned} or {@code missing}. */
    public static String text(RoleState state) {
        if (state.met()) {
            return "assigned" + by(state);
        }
        return "missing"
                + state.mistaken()
                        .map(clientId -> ": assigned to the client id " + clientId + ", which gives nothing")
                        .orElse("");
    }

    /** What makes up for the role itself, if something else does. */
    private static String by(RoleState state) {
        var others = state.metBy().stream()
                .filter(assignment -> !assignment.scope().equals(state.need().scope())
                        || !assignment.role().equals(state.need().role().roleName()))
                .map(RoleTable::named)
                .distinct()
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " by " + others;
    }

    private static String named(RoleAssignment assignment) {
        return assignment.role() + " on " + assignment.scope();
    }
}
