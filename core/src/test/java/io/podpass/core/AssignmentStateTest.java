package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentStateTest {
    /** Spec aad-pod-identity §1.5, with the way back from Unassigned, and repeats after a restart. */
    private static final Set<String> MOVES = Set.of(
            "LEGACY>CREATED",
            "LEGACY>UNASSIGNED",
            "CREATED>CREATED",
            "CREATED>ASSIGNED",
            "CREATED>UNASSIGNED",
            "ASSIGNED>CREATED",
            "ASSIGNED>UNASSIGNED",
            "UNASSIGNED>UNASSIGNED",
            "UNASSIGNED>CREATED");

    @Test
    void movesAreTheDocumentedOnes() {
        for (var from : AssignmentState.values()) {
            for (var to : AssignmentState.values()) {
                if (MOVES.contains(from + ">" + to)) {
                    assertThat(from.moveTo(to)).isEqualTo(to);
                } else {
                    assertThatThrownBy(() -> from.moveTo(to))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage(from + " cannot become " + to);
                }
            }
        }
    }

    @Test
    void everyStateIsReadBackFromItsText() {
        for (var state : AssignmentState.values()) {
            assertThat(AssignmentState.ofText(state.text())).isEqualTo(state);
        }
    }

    @Test
    void unknownTextIsNotUsable() {
        for (var text : List.of("assigned", "ASSIGNED", "Assigned ", "Usable")) {
            assertThat(AssignmentState.ofText(text)).isEqualTo(AssignmentState.CREATED);
        }
    }

    @Test
    void onlyAssignedAndOlderObjectsAreUsable() {
        assertThat(AssignmentState.values())
                .filteredOn(AssignmentState::usable)
                .containsExactly(AssignmentState.LEGACY, AssignmentState.ASSIGNED);
    }
}
