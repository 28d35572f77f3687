package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTest {
    @Test
    void decisionIsWhatThePlainReadingOfTheRuleSays() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            assertThat(story.decide()).isEqualTo(plainReading(story));
        });
    }

    @Test
    void casesLeadToEveryDecision() {
        var reached = new HashSet<Object>();
        Cases.forAll(
                1,
                seeded -> reached.add(
                        switch (new AccessStory(seeded).decide()) {
                            case Allowed _ -> Allowed.class;
                            case Excepted _ -> Excepted.class;
                            case Pending(var reason) -> reason;
                            case Refused(var reason) -> reason;
                        }));
        assertThat(reached).contains(Allowed.class, Excepted.class).contains((Object[]) Reason.values());
    }

    @Test
    void allowedAssignmentIsThePodsOwnOnItsNodeAndForItsLabel() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            story.allowed().ifPresent(assignment -> {
                assertThat(assignment.pod()).isEqualTo(story.caller.key());
                assertThat(assignment.node()).isEqualTo(story.caller.node());
                assertThat(assignment.binding().selector())
                        .isEqualTo(story.caller.selector())
                        .isNotEmpty();
            });
        });
    }

    @Test
    void allowedAssignmentIsUsableAndNotBeingDeleted() {
        Cases.forAll(seeded -> new AccessStory(seeded).allowed().ifPresent(assignment -> {
            assertThat(assignment.state()).isIn(AssignmentState.ASSIGNED, AssignmentState.LEGACY);
            assertThat(assignment.deleting()).isFalse();
        }));
    }

    @Test
    void namespaceRestrictedIdentityIsNeverAllowedElsewhere() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            story.allowed()
                    .map(Assignment::identity)
                    .filter(identity -> story.namespacedMode || identity.namespaced())
                    .ifPresent(identity -> assertThat(identity.key().namespace())
                            .isEqualTo(story.caller.key().namespace()));
        });
    }

    @Test
    void podOnTheHostNetworkOrFinishedIsNeverAllowed() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            if (story.caller.hostNetwork() || story.caller.finished()) {
                assertThat(story.decide()).isInstanceOf(Refused.class);
            }
        });
    }

    @Test
    void assignmentsOfOthersChangeNothing() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            var own = story.assignments.stream()
                    .filter(assignment -> assignment.pod().equals(story.caller.key()))
                    .toList();
            assertThat(story.decide()).isEqualTo(story.decide(own, story.requested));
        });
    }

    @Test
    void orderOfTheAssignmentsDoesNotMatter() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            assertThat(story.decide(seeded.shuffled(story.assignments), story.requested))
                    .isEqualTo(story.decide());
        });
    }

    @Test
    void noUsableAssignmentIsPreferredToTheChosenOne() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            story.allowed()
                    .ifPresent(chosen -> candidates(story).stream()
                            .filter(Assignment::usable)
                            .forEach(other ->
                                    assertThat(preferred(chosen, other)).isSameAs(chosen)));
        });
    }

    private static Decision plainReading(AccessStory story) {
        if (story.caller.hostNetwork()) {
            return new Refused(Reason.HOST_NETWORK);
        }
        if (story.caller.finished()) {
            return new Refused(Reason.POD_FINISHED);
        }
        var exception = ExceptionsTest.plainReading(story.caller, story.exceptions, story.requested);
        if (exception.isPresent()) {
            return exception.get();
        }
        if (story.caller.selector().isEmpty()) {
            return new Refused(Reason.NO_LABEL);
        }
        if (own(story).isEmpty()) {
            return new Pending(Reason.NO_ASSIGNMENT);
        }
        if (own(story).stream().noneMatch(assignment -> bears(assignment, story.requested))) {
            return new Pending(Reason.NOT_GRANTED);
        }
        if (candidates(story).isEmpty()) {
            return new Refused(Reason.OTHER_NAMESPACE);
        }
        Optional<Assignment> best = Optional.empty();
        for (var candidate : candidates(story)) {
            if (candidate.state() == AssignmentState.ASSIGNED || candidate.state() == AssignmentState.LEGACY) {
                best = Optional.of(best.isEmpty() ? candidate : preferred(best.get(), candidate));
            }
        }
        return best.isPresent() ? new Allowed(best.get()) : new Pending(Reason.NOT_ATTACHED_YET);
    }

    private static List<Assignment> own(AccessStory story) {
        var own = new ArrayList<Assignment>();
        for (var assignment : story.assignments) {
            if (assignment.pod().equals(story.caller.key())
                    && assignment.node().equals(story.caller.node())
                    && assignment.binding().selector().equals(story.caller.selector())
                    && !assignment.deleting()) {
                own.add(assignment);
            }
        }
        return own;
    }

    /** The pod's own that bear every id which the request names and may serve its namespace. */
    private static List<Assignment> candidates(AccessStory story) {
        var candidates = new ArrayList<Assignment>();
        for (var assignment : own(story)) {
            var identity = assignment.identity();
            var sameNamespace =
                    identity.key().namespace().equals(story.caller.key().namespace());
            if (bears(assignment, story.requested)
                    && (sameNamespace || !(story.namespacedMode || identity.namespaced()))) {
                candidates.add(assignment);
            }
        }
        return candidates;
    }

    private static boolean bears(Assignment assignment, RequestedIdentity requested) {
        var client = requested.clientId();
        var resource = requested.resourceId();
        var object = requested.objectId();
        if (client.isPresent()
                && !client.get().equalsIgnoreCase(assignment.identity().clientId())) {
            return false;
        }
        if (resource.isPresent()
                && !resource.get()
                        .equalsIgnoreCase(assignment
                                .identity()
                                .resourceId()
                                .map(ResourceId::value)
                                .orElse("-"))) {
            return false;
        }
        return object.isEmpty()
                || object.get().equalsIgnoreCase(assignment.objectId().orElse("-"));
    }

    private static Assignment preferred(Assignment one, Assignment other) {
        var weights = Integer.compare(other.binding().weight(), one.binding().weight());
        var bindings = one.binding().key().compareTo(other.binding().key());
        var keys = one.key().compareTo(other.key());
        var order = weights != 0 ? weights : bindings != 0 ? bindings : keys;
        return order <= 0 ? one : other;
    }
}
