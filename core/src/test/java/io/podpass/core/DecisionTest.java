package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Pod POD = new Pod(
            new ObjectKey("a", "web"), "uid", "n1", Map.of(Pod.LABEL, "red"), "default", Set.of(), false, false);
    private static final Assignment LOCAL = assignment("a", "local");
    private static final Assignment FOREIGN = assignment("b", "foreign");

    @Test
    void identityOfAnotherNamespaceIsTheReasonAlsoWhenThePodHasOneOfItsOwn() {
        assertThat(decide("foreign", LOCAL, FOREIGN)).isEqualTo(new Refused(Reason.OTHER_NAMESPACE));
    }

    @Test
    void assignmentThatMayNotServeThePodEndsNoWaitForAnother() {
        assertThat(decide("local", FOREIGN)).isEqualTo(new Pending(Reason.NOT_GRANTED));
    }

    @Test
    void podWithoutAnAssignmentHasNone() {
        assertThat(decide("local")).isEqualTo(new Pending(Reason.NO_ASSIGNMENT));
    }

    @Test
    void assignmentFromBeforeStatesIsUsable() {
        var legacy = inState(LOCAL, AssignmentState.LEGACY);

        assertThat(decide("local", legacy)).isEqualTo(new Allowed(legacy));
    }

    @Test
    void assignmentIsFoundWhileAnotherIsStillBeingAttached() {
        var waiting = inState(assignment("a", "another"), AssignmentState.CREATED);

        assertThat(decide("local", waiting, LOCAL)).isEqualTo(new Allowed(LOCAL));
        assertThat(decide("another", waiting, LOCAL)).isEqualTo(new Pending(Reason.NOT_ATTACHED_YET));
    }

    @Test
    void clientIdIsNotTakenForAResourceIdNorTheOtherWayRound() {
        var resourceId = Things.resourceId("local").value();

        assertThat(decide(resourceId, LOCAL)).isEqualTo(new Pending(Reason.NOT_GRANTED));
        assertThat(Access.decide(
                        POD,
                        List.of(),
                        List.of(LOCAL),
                        new RequestedIdentity(Optional.empty(), Optional.of("local"), Optional.empty()),
                        true))
                .isEqualTo(new Pending(Reason.NOT_GRANTED));
    }

    @Test
    void namespacedModeAnswersWithTheIdentityOfThePodsNamespace() {
        assertThat(Access.decide(POD, List.of(), List.of(FOREIGN, LOCAL), RequestedIdentity.NONE, true))
                .isEqualTo(new Allowed(LOCAL));
    }

    private static Assignment inState(Assignment assignment, AssignmentState state) {
        return new Assignment(
                assignment.key(),
                assignment.pod(),
                assignment.node(),
                assignment.identity(),
                assignment.binding(),
                state,
                assignment.objectId(),
                assignment.deleting());
    }

    private static Decision decide(String clientId, Assignment... assignments) {
        return Access.decide(
                POD,
                List.of(),
                List.of(assignments),
                new RequestedIdentity(Optional.of(clientId), Optional.empty(), Optional.empty()),
                true);
    }

    private static Assignment assignment(String namespace, String name) {
        var key = new ObjectKey(namespace, name);
        return new Assignment(
                key,
                POD.key(),
                POD.node(),
                Identity.attached(key, Things.resourceId(name), name, false),
                new Binding(key, name, POD.selector(), 0),
                AssignmentState.ASSIGNED,
                Optional.empty(),
                false);
    }
}
