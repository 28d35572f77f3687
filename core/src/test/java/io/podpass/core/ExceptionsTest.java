package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
    private static final Pod POD = pod("app", "web");
    private static final RequestedIdentity ONE = clientId("client-one");
    private static final Optional<Set<String>> ANY = Optional.empty();

    @Test
    void decisionIsWhatThePlainReadingOfTheRuleSays() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            assertThat(Exceptions.decide(story.caller, story.exceptions, story.requested))
                    .isEqualTo(plainReading(story.caller, story.exceptions, story.requested));
        });
    }

    @Test
    void exceptionsOfOtherNamespacesChangeNothing() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            var own = story.exceptions.stream()
                    .filter(rule ->
                            rule.key().namespace().equals(story.caller.key().namespace()))
                    .toList();
            assertThat(Exceptions.decide(story.caller, own, story.requested))
                    .isEqualTo(Exceptions.decide(story.caller, story.exceptions, story.requested));
        });
    }

    @Test
    void oneListNeverTakesAwayWhatAnotherExceptionOpens() {
        Cases.forAll(seeded -> {
            var story = new AccessStory(seeded);
            var fewer = seeded.subset(story.exceptions);
            if (Exceptions.decide(story.caller, fewer, story.requested).orElse(null) instanceof Excepted excepted) {
                assertThat(Exceptions.decide(story.caller, story.exceptions, story.requested))
                        .contains(excepted);
            }
        });
    }

    @Test
    void noExceptionCoversNoPod() {
        assertThat(Exceptions.decide(POD, List.of(), ONE)).isEmpty();
    }

    @Test
    void valueOfTheLabelMustBeTheSame() {
        assertThat(Exceptions.decide(POD, List.of(rule(Map.of("app", "api"), ANY)), ONE))
                .isEmpty();
    }

    @Test
    void matchInASecondExceptionIsEnough() {
        assertThat(Exceptions.decide(
                        POD, List.of(rule(Map.of("app", "api"), ANY), rule(Map.of("app", "web"), ANY)), ONE))
                .contains(new Excepted(ONE));
    }

    @Test
    void oneOfSeveralLabelsIsEnough() {
        assertThat(Exceptions.decide(POD, List.of(rule(Map.of("app", "web", "tier", "front"), ANY)), ONE))
                .contains(new Excepted(ONE));
    }

    @Test
    void valuesAreComparedWithoutCaseAndKeysWithCase() {
        assertThat(Exceptions.decide(POD, List.of(rule(Map.of("app", "WEB"), ANY)), ONE))
                .contains(new Excepted(ONE));
        assertThat(Exceptions.decide(POD, List.of(rule(Map.of("App", "web"), ANY)), ONE))
                .isEmpty();
    }

    @Test
    void exceptionWithoutLabelsCoversNoPod() {
        assertThat(Exceptions.decide(POD, List.of(rule(Map.of(), ANY)), ONE)).isEmpty();
    }

    @Test
    void listOpensItsClientIdsInAnyCaseAndNoOther() {
        var rules = List.of(rule(Map.of("app", "web"), Optional.of(Set.of("CLIENT-one"))));

        assertThat(Exceptions.decide(POD, rules, ONE)).contains(new Excepted(ONE));
        assertThat(Exceptions.decide(POD, rules, clientId("client-two")))
                .contains(new Refused(Reason.NOT_IN_EXCEPTION));
    }

    @Test
    void listRefusesWhatCannotBeMatchedToAClientId() {
        var rules = List.of(rule(Map.of("app", "web"), Optional.of(Set.of("client-one"))));
        var byResource = new RequestedIdentity(Optional.empty(), Optional.of("/subscriptions/s"), Optional.empty());
        var byBoth = new RequestedIdentity(Optional.of("client-one"), Optional.empty(), Optional.of("object"));

        for (var requested : List.of(RequestedIdentity.NONE, byResource, byBoth)) {
            assertThat(Exceptions.decide(POD, rules, requested))
                    .contains(new Refused(Reason.EXCEPTION_NEEDS_CLIENT_ID));
        }
    }

    @Test
    void emptyListOpensNothing() {
        assertThat(Exceptions.decide(POD, List.of(rule(Map.of("app", "web"), Optional.of(Set.of()))), ONE))
                .contains(new Refused(Reason.NOT_IN_EXCEPTION));
    }

    /** The rule as its documentation says it, with loops. */
    static Optional<Decision> plainReading(Pod pod, List<ExceptionRule> rules, RequestedIdentity requested) {
        var covered = false;
        var anyIdentity = false;
        var listed = false;
        for (var rule : rules) {
            var covers = false;
            for (var key : rule.labels().keySet()) {
                if (pod.labels().containsKey(key)
                        && lower(pod.labels().get(key))
                                .equals(lower(rule.labels().get(key)))) {
                    covers = rule.key().namespace().equals(pod.key().namespace());
                }
            }
            if (covers) {
                covered = true;
                anyIdentity |= rule.clientIds().isEmpty();
                for (var clientId : rule.clientIds().orElse(Set.of())) {
                    listed |= requested.clientId().isPresent()
                            && lower(clientId).equals(lower(requested.clientId().get()));
                }
            }
        }
        if (!covered) {
            return Optional.empty();
        }
        if (anyIdentity) {
            return Optional.of(new Excepted(requested));
        }
        var clientIdOnly = requested.clientId().isPresent()
                && requested.resourceId().isEmpty()
                && requested.objectId().isEmpty();
        if (!clientIdOnly) {
            return Optional.of(new Refused(Reason.EXCEPTION_NEEDS_CLIENT_ID));
        }
        return Optional.of(listed ? new Excepted(requested) : new Refused(Reason.NOT_IN_EXCEPTION));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Pod pod(String label, String value) {
        return new Pod(new ObjectKey("a", "web"), "uid", "n1", Map.of(label, value), "default", Set.of(), false, false);
    }

    private static ExceptionRule rule(Map<String, String> labels, Optional<Set<String>> clientIds) {
        return new ExceptionRule(new ObjectKey("a", "rule"), labels, clientIds);
    }

    private static RequestedIdentity clientId(String id) {
        return new RequestedIdentity(Optional.of(id), Optional.empty(), Optional.empty());
    }
}
