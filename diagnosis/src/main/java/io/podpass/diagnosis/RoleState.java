package io.podpass.diagnosis;

import io.podpass.core.RoleAssignment;
import io.podpass.core.RoleNeed;
import java.util.List;
import java.util.Optional;

/**
 * Where one needed role stands.
 *
 * @param metBy the role assignments that together are enough; empty when it is missing
 * @param mistaken the client id that has it instead, which gives nothing (spec azure-platform §4.2)
 */
public record RoleState(RoleNeed need, List<RoleAssignment> metBy, Optional<String> mistaken) {
    public RoleState {
        metBy = List.copyOf(metBy);
    }

    public boolean met() {
        return !metBy.isEmpty();
    }
}
