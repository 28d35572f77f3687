package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestedIdentityTest {
    private static final Pod POD = new Pod(
            new ObjectKey("a", "web"), "uid", "n1", Map.of(Pod.LABEL, "red"), "default", Set.of(), false, false);
    private static final Assignment ONE = assignment("one");
    private static final Assignment TWO = assignment("two");

    @Test
    void letterCaseOfTheNamedIdDoesNotMatter() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            var otherCase = new RequestedIdentity(
                    story.requested.clientId().map(seeded::anyCase),
                    story.requested.resourceId().map(seeded::anyCase),
                    story.requested.objectId().map(seeded::anyCase));
            var decision = story.decide();
            assertThat(story.decide(story.assignments, otherCase))
                    .isEqualTo(decision instanceof Excepted ? new Excepted(otherCase) : decision);
        });
    }

    @Test
    void eachKindOfIdFindsItsIdentity() {
        assertThat(decide("CLIENT-TWO", "", "")).isEqualTo(new Allowed(TWO));
        assertThat(decide("", Things.resourceId("TWO").value(), "")).isEqualTo(new Allowed(TWO));
        assertThat(decide("", "", "OBJECT-TWO")).isEqualTo(new Allowed(TWO));
    }

    @Test
    void requestThatNamesTwoIdentitiesGetsNeither() {
        assertThat(decide("client-one", Things.resourceId("two").value(), ""))
                .isEqualTo(new Pending(Reason.NOT_GRANTED));
        assertThat(decide("client-one", "", "object-two")).isEqualTo(new Pending(Reason.NOT_GRANTED));
    }

    @Test
    void requestThatNamesOneIdentityTwiceGetsIt() {
        assertThat(decide("client-two", Things.resourceId("two").value(), "object-two"))
                .isEqualTo(new Allowed(TWO));
    }

    @Test
    void emptyIdNamesNothing() {
        assertThat(new RequestedIdentity(Optional.of(""), Optional.of(""), Optional.of("")))
                .isEqualTo(RequestedIdentity.NONE)
                .returns(false, RequestedIdentity::named);
    }

    @Test
    void requestWithoutANameGetsTheFirstByBindingWhenWeightsAreEqual() {
        assertThat(decide("", "", "")).isEqualTo(new Allowed(ONE));
    }

    @Test
    void textHidesTheClientId() {
        var clientId = "11112222-3333-4444-5555-666677778888";
        assertThat(new RequestedIdentity(Optional.of(clientId), Optional.empty(), Optional.empty()))
                .asString()
                .startsWith("client id 1111")
                .doesNotContain("2222-3333");
    }

    private static Decision decide(String clientId, String resourceId, String objectId) {
        return Access.decide(
                POD,
                List.of(),
                List.of(TWO, ONE),
                new RequestedIdentity(Optional.of(clientId), Optional.of(resourceId), Optional.of(objectId)),
                false);
    }

    private static Assignment assignment(String name) {
        var key = new ObjectKey("a", name);
        return new Assignment(
                key,
                POD.key(),
                POD.node(),
                Identity.attached(key, Things.resourceId(name), "client-" + name, false),
                new Binding(key, name, POD.selector(), 0),
                AssignmentState.ASSIGNED,
                Optional.of("object-" + name),
                false);
    }
}
