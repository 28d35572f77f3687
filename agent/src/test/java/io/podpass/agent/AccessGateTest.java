package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.ORDERS;
import static io.podpass.agent.Samples.assigned;
import static io.podpass.agent.Samples.assignment;
import static io.podpass.agent.Samples.identity;
import static io.podpass.agent.Samples.labelled;
import static io.podpass.agent.Samples.recreated;
import static io.podpass.agent.Samples.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podpass.core.AssignmentState;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Permitted;
import io.podpass.core.ExceptionRule;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.RequestedIdentity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessGateTest {
    private static final RequestedIdentity SOME_OTHER =
            new RequestedIdentity(Optional.of("some-other-client"), Optional.empty(), Optional.empty());

    private static final Permitted ALLOWED = new Allowed(assigned(ORDERS, IDENTITY));
    private static final ExceptionRule EXCEPTION = new ExceptionRule(
            new ObjectKey("shop", "legacy"), Map.of("legacy", "yes"), Optional.of(Set.of("some-other-client")));

    private final StillPeer peer = new StillPeer(ADDRESS);
    private final StoryClock clock = new StoryClock();
    private final FakeNode node = new FakeNode(clock).with(ORDERS);
    private final Callers callers = new Callers(node, clock, Duration.ZERO, Set.of(), CallerRoutes.unchecked());
    private final AccessGate gate =
            new AccessGate(node, pod -> node.exceptionsIn(pod.key().namespace()), clock, Waits.DEFAULTS, false);

    private Pod caller() {
        return callers.stillAt(ADDRESS, ORDERS);
    }

    private Refusal refusal(RequestedIdentity requested) {
        return catchThrowableOfType(RefusedException.class, () -> gate.await(peer, this::caller, requested))
                .refusal();
    }

    @Test
    void answersTheMomentTheIdentityIsAttached() throws InterruptedException {
        node.with(assignment(ORDERS, IDENTITY, AssignmentState.CREATED));
        node.after(Duration.ofSeconds(61), () -> node.with(assigned(ORDERS, IDENTITY)));

        assertThat(gate.await(peer, this::caller, RequestedIdentity.NONE)).isEqualTo(ALLOWED);
        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void looksAgainOnlyWhenSomethingHasChanged() {
        refusal(RequestedIdentity.NONE);

        // At once, once it has subscribed to changes, and when the time is over.
        assertThat(node.looks()).isEqualTo(3);
    }

    @Test
    void givesUpAfterTheFirstBudgetWhenTheControllerHasSaidNothing() {
        var refusal = refusal(RequestedIdentity.NONE);

        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.reason()).isEqualTo("no-assignment");
        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void waitsForAnAttachAsLongAsBothBudgetsLast() {
        node.with(assignment(ORDERS, IDENTITY, AssignmentState.CREATED));

        var refusal = refusal(RequestedIdentity.NONE);

        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.reason()).isEqualTo("not-attached-yet");
        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(160));
    }

    @Test
    void anIdentityThatWasNeverGrantedIsAFinalNoInTheEnd() {
        node.with(assigned(ORDERS, IDENTITY));

        var refusal = refusal(SOME_OTHER);

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.reason()).isEqualTo("not-granted");
        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void aPodWithoutTheLabelIsRefusedAtOnce() {
        node.with(labelled(ORDERS, ""));

        assertThat(refusal(RequestedIdentity.NONE).reason()).isEqualTo("no-label");
        assertThat(clock.passed()).isZero();
    }

    @Test
    void aWaitEndsWhenTheAddressGoesToAnotherPod() {
        node.with(assignment(ORDERS, IDENTITY, AssignmentState.CREATED));
        node.after(Duration.ofSeconds(5), () -> node.with(recreated(ORDERS)));
        node.after(Duration.ofSeconds(10), () -> node.with(assigned(ORDERS, IDENTITY)));

        assertThat(refusal(RequestedIdentity.NONE).reason()).isEqualTo("caller-changed");
        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anExceptionIsConsultedBeforeAssignments() throws InterruptedException {
        node.with(labelled(ORDERS, Map.of("legacy", "yes")))
                .with(assigned(ORDERS, IDENTITY))
                .with(EXCEPTION);

        assertThat(gate.await(peer, this::caller, SOME_OTHER)).isEqualTo(new Excepted(SOME_OTHER));
        assertThat(refusal(RequestedIdentity.NONE).reason()).isEqualTo("exception-needs-client-id");
        assertThat(clock.passed()).isZero();
    }

    @Test
    void doesNotConfirmAnExceptionThatIsGone() {
        node.with(labelled(ORDERS, Map.of("legacy", "yes"))).with(EXCEPTION);
        gate.confirm(this::caller, SOME_OTHER, new Excepted(SOME_OTHER));
        node.without(EXCEPTION);

        assertThat(catchThrowableOfType(
                                RefusedException.class,
                                () -> gate.confirm(this::caller, SOME_OTHER, new Excepted(SOME_OTHER)))
                        .refusal()
                        .reason())
                .isEqualTo("no-label");
    }

    @Test
    void doesNotConfirmAGrantOnceAnExceptionLeadsElsewhere() {
        node.with(assigned(ORDERS, IDENTITY)).with(EXCEPTION);
        node.with(labelled(ORDERS, Map.of("legacy", "yes", Pod.LABEL, "orders")));
        var requested = new RequestedIdentity(Optional.of("some-other-client"), Optional.empty(), Optional.empty());

        assertThat(catchThrowableOfType(RefusedException.class, () -> gate.confirm(this::caller, requested, ALLOWED))
                        .refusal()
                        .reason())
                .isEqualTo("grant-changed");
    }

    @Test
    void theCallerIsWatchedOnlyWhileItWaits() throws InterruptedException {
        node.with(assigned(ORDERS, IDENTITY));
        gate.await(peer, this::caller, RequestedIdentity.NONE);
        assertThat(peer.watched()).isFalse();

        refusal(SOME_OTHER);
        assertThat(peer.watched()).isTrue();
    }

    @Test
    void confirmsAGrantWhenAHeavierOneHasBecomeUsableMeanwhile() {
        node.with(assigned(ORDERS, IDENTITY));
        node.with(weighing(9, assigned(ORDERS, identity("heavier-id", "client-of-heavier"))));

        assertThatCode(() -> gate.confirm(this::caller, RequestedIdentity.NONE, ALLOWED))
                .doesNotThrowAnyException();
    }

    @Test
    void doesNotConfirmAGrantToAnIdentityThatHasAnotherClientIdByNow() {
        node.with(assigned(ORDERS, identity("orders-id", "another-client")));

        var refusal = catchThrowableOfType(
                        RefusedException.class, () -> gate.confirm(this::caller, RequestedIdentity.NONE, ALLOWED))
                .refusal();

        assertThat(refusal.reason()).isEqualTo("grant-changed");
    }

    @Test
    void confirmsAGrantThatStillStands() {
        node.with(assigned(ORDERS, IDENTITY));

        assertThatCode(() -> gate.confirm(this::caller, RequestedIdentity.NONE, ALLOWED))
                .doesNotThrowAnyException();
    }

    @Test
    void doesNotConfirmAGrantThatWasTakenBack() {
        var refusal = catchThrowableOfType(
                        RefusedException.class, () -> gate.confirm(this::caller, RequestedIdentity.NONE, ALLOWED))
                .refusal();

        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.reason()).isEqualTo("grant-changed");
    }
}
