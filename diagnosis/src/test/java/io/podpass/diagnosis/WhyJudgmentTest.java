package io.podpass.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.AssignmentState;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Refused;
import io.podpass.core.ExceptionRule;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.RequestedIdentity;
import io.podpass.diagnosis.Link.State;
import io.podpass.diagnosis.Link.Step;
import io.podpass.diagnosis.WhyReading.Kind;
import io.podpass.diagnosis.WhyReading.NamedObject;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WhyJudgmentTest {
    private static final List<AssignmentState> STATES = List.of(AssignmentState.values());

    private final WhyStory story = new WhyStory();

    @Test
    void everyLinkOfAnAssignedPodHolds() {
        assertThat(story.links()).extracting(Link::state).containsOnly(State.HOLDS);
        assertThat(story.links())
                .extracting(Link::step)
                .containsExactly(Step.POD, Step.LABEL, Step.BINDING, Step.IDENTITY, Step.ASSIGNMENT);
    }

    @Test
    void aPodThatIsNotScheduledWaits() {
        story.node = "";
        assertLast(Step.POD, State.WAITS, "not scheduled");
    }

    @Test
    void aPodOnTheHostNetworkIsBroken() {
        story.hostNetwork = true;
        assertLast(Step.POD, State.BROKEN, "host network");
    }

    @Test
    void aFinishedPodIsBroken() {
        story.finished = true;
        assertLast(Step.POD, State.BROKEN, "has finished");
    }

    @Test
    void aMissingLabelIsNamedWithTheOneSelectorThatWouldMatch() {
        story.labels = Map.of("app", "orders");
        assertLast(Step.LABEL, State.BROKEN, "bindings of its namespace select orders");
        assertThat(story.last().remedy()).get().asString().endsWith("label pod orders-0 aadpodidbinding=orders");
    }

    @Test
    void aLabelThatNoBindingSelectsBreaksAtTheBinding() {
        story.labels = Map.of(Pod.LABEL, "order");
        assertLast(Step.BINDING, State.BROKEN, "no binding has the selector \"order\"");
    }

    @Test
    void aMissingIdentityIsFoundInTheNamespaceWhereItIs() {
        var verdict = story.identities.remove(WhyStory.IDENTITY);
        story.identities.put(new ObjectKey("platform", "orders"), verdict);
        assertLast(Step.IDENTITY, State.BROKEN, "one of that name is in platform");
    }

    @Test
    void anInvalidIdentityIsToldWithItsProblem() {
        story.identities.put(WhyStory.IDENTITY, new Verdict.Invalid(WhyStory.IDENTITY, "spec.clientID is empty"));
        assertLast(Step.IDENTITY, State.BROKEN, "shop/orders is unusable: spec.clientID is empty");
    }

    @Test
    void anIdentityThatWasNotAskedForIsNotGranted() {
        story.requested = new RequestedIdentity(Optional.of("another"), Optional.empty(), Optional.empty());
        assertLast(Step.IDENTITY, State.BROKEN, "is not granted to the pod");
        assertThat(story.last().remedy()).get().asString().contains("11111111-1111-1111-1111-111111111111");
    }

    @Test
    void anAssignmentOnItsWayWaits() {
        story.assignments.set(0, WhyStory.assigned(AssignmentState.CREATED));
        assertLast(Step.ASSIGNMENT, State.WAITS, "not attached");
    }

    @Test
    void whatAzureRefusedIsToldWithTheCommandThatMendsIt() {
        story.assignments.set(0, WhyStory.assigned(AssignmentState.CREATED));
        story.notReady.put(
                new NamedObject(Kind.IDENTITY, WhyStory.IDENTITY),
                "HTTP 403 LinkedAuthorizationFailed: grant it: az role assignment create --role R");
        assertLast(Step.ASSIGNMENT, State.BROKEN, "LinkedAuthorizationFailed");
        assertThat(story.last().remedy()).contains("az role assignment create --role R");
    }

    @Test
    void withoutALeaderNobodyAssigns() {
        story.assignments.clear();
        story.leader = Part.read(Optional.empty());
        assertLast(Step.ASSIGNMENT, State.BROKEN, "no controller leads");
    }

    @Test
    void anUnwrittenAssignmentWaitsForTheLeader() {
        story.assignments.clear();
        assertLast(Step.ASSIGNMENT, State.WAITS, "not written yet");
        assertThat(story.last().remedy()).get().asString().contains("controller-1");
    }

    @Test
    void aLeaderThatCouldNotBeReadIsNotCalledMissing() {
        story.assignments.clear();
        story.leader = Part.unread("can't read the leader's lease: Forbidden");
        assertLast(Step.ASSIGNMENT, State.WAITS, "not written yet");
    }

    @Test
    void anUnreadableAssignmentIsNamed() {
        story.assignments.set(
                0,
                new AssignmentVerdict.Broken(
                        new ObjectKey("default", "a"), WhyStory.POD, "node-0", false, "the copy is missing"));
        assertLast(Step.ASSIGNMENT, State.BROKEN, "default/a is unreadable: the copy is missing");
    }

    @Test
    void inManagedModeNoAssignmentIsNeeded() {
        story.assignments.clear();
        story.agents = Part.read(List.of(WhyStory.agent(true, "agent", "--operation-mode=managed")));
        assertLast(Step.ASSIGNMENT, State.HOLDS, "none needed");
    }

    @Test
    void anExceptionEndsTheChainWithTheHostsIdentities() {
        story.exceptions =
                List.of(new ExceptionRule(new ObjectKey("shop", "e"), Map.of(Pod.LABEL, "orders"), Optional.empty()));
        assertLast(Step.EXCEPTION, State.HOLDS, "identities of the node's host");
    }

    @Test
    void anExceptionThatDoesNotOpenTheIdentityIsBroken() {
        story.exceptions = List.of(new ExceptionRule(
                new ObjectKey("shop", "e"), Map.of(Pod.LABEL, "orders"), Optional.of(Set.of("other"))));
        assertLast(Step.EXCEPTION, State.BROKEN, "name one of them");
    }

    /** The chain may not say "holds" where the agent refuses, nor the other way round. */
    @Test
    void theChainHoldsExactlyWhenTheAgentWouldGiveAToken() {
        var seed = Long.getLong("podpass.seed", new SplittableRandom().nextLong());
        for (var number = 0; number < 2_000; number++) {
            var odd = new WhyStory();
            vary(odd, new SplittableRandom(seed + number));
            var holds = odd.links().stream().noneMatch(Link::stops);
            var given = !(odd.facts().decision() instanceof Refused)
                    && !(odd.facts().decision() instanceof Pending);
            assertThat(holds)
                    .as(
                            "-Dpodpass.seed=%d: %s but %s",
                            seed + number, odd.links(), odd.facts().decision())
                    .isEqualTo(given);
        }
    }

    private static void vary(WhyStory story, SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            story.hostNetwork = true;
        }
        if (random.nextInt(8) == 0) {
            story.finished = true;
        }
        if (random.nextInt(4) == 0) {
            story.exceptions = List.of(new ExceptionRule(
                    new ObjectKey("shop", "e"),
                    Map.of("app", "x", Pod.LABEL, random.nextBoolean() ? "orders" : "other"),
                    random.nextBoolean() ? Optional.empty() : Optional.of(Set.of("some"))));
        }
        if (random.nextInt(4) == 0) {
            story.assignments.set(0, WhyStory.assigned(STATES.get(random.nextInt(STATES.size()))));
        }
        if (random.nextInt(5) == 0) {
            story.assignments.clear();
        }
        if (random.nextInt(5) == 0) {
            story.requested = new RequestedIdentity(
                    Optional.of(random.nextBoolean() ? "11111111-1111-1111-1111-111111111111" : "no"),
                    Optional.empty(),
                    Optional.empty());
        }
        if (random.nextInt(5) == 0) {
            story.agents = Part.read(List.of(WhyStory.agent(true, "--operation-mode=managed")));
        }
    }

    private void assertLast(Step step, State state, String observed) {
        var last = story.last();
        assertThat(last.step()).as("%s", last).isEqualTo(step);
        assertThat(last.state()).as("%s", last).isEqualTo(state);
        assertThat(last.observed()).contains(observed);
        assertThat(last.remedy().isPresent()).isEqualTo(state != State.HOLDS);
    }
}
