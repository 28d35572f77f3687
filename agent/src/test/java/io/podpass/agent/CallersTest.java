package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.ORDERS;
import static io.podpass.agent.Samples.finished;
import static io.podpass.agent.Samples.onHostNetwork;
import static io.podpass.agent.Samples.pod;
import static io.podpass.agent.Samples.recreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CallersTest {
    private final StoryClock clock = new StoryClock();
    private final FakeNode node = new FakeNode(clock);
    private final Callers callers =
            new Callers(node, clock, Duration.ofMillis(1200), Set.of("10.240.0.4"), CallerRoutes.unchecked());

    private Refusal refusal(String address) {
        return catchThrowableOfType(RefusedException.class, () -> callers.find(new StillPeer(address)))
                .refusal();
    }

    @Test
    void findsThePodThatHasTheAddress() throws InterruptedException {
        node.with(ORDERS, pod("billing", "10.244.0.12"));

        assertThat(callers.find(new StillPeer(ADDRESS))).isEqualTo(ORDERS);
    }

    @Test
    void waitsForAPodThatIsNotKnownYet() throws InterruptedException {
        node.after(Duration.ofMillis(300), () -> node.with(ORDERS));

        assertThat(callers.find(new StillPeer(ADDRESS))).isEqualTo(ORDERS);
        assertThat(clock.passed()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void refusesAnAddressThatNoPodHas() {
        var refusal = refusal(ADDRESS);

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.reason()).isEqualTo("unknown-caller");
        assertThat(clock.passed()).isEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void asksToComeBackWhileThePodsAreNotKnown() {
        node.notSynced();

        assertThat(refusal(ADDRESS).status()).isEqualTo(503);
    }

    @Test
    void refusesAnAddressThatTwoLivingPodsHave() {
        node.with(ORDERS, pod("billing", ADDRESS));

        var refusal = refusal(ADDRESS);

        assertThat(refusal.reason()).isEqualTo("ambiguous-address");
        assertThat(refusal.description()).doesNotContain("orders").doesNotContain("billing");
    }

    @Test
    void aFinishedPodHasNoClaimToItsAddress() throws InterruptedException {
        var heir = pod("heir", ADDRESS);
        node.with(finished(ORDERS), heir);

        assertThat(callers.find(new StillPeer(ADDRESS))).isEqualTo(heir);
    }

    @Test
    void refusesAPodThatHasFinished() {
        node.with(finished(ORDERS));

        assertThat(refusal(ADDRESS).reason()).isEqualTo("pod-finished");
    }

    @Test
    void refusesPodsOnTheHostNetworkHoweverManyShareTheAddress() {
        node.with(onHostNetwork(ORDERS), onHostNetwork(pod("proxy", ADDRESS)));

        assertThat(refusal(ADDRESS).reason()).isEqualTo("host-network");
    }

    @Test
    void refusesAPeerWithoutAnAddress() {
        assertThat(refusal("").reason()).isEqualTo("unknown-caller");
    }

    @Test
    void refusesTheNodeItselfAtOnce() {
        assertThat(refusal("10.240.0.4").reason()).isEqualTo("node-address");
        assertThat(clock.passed()).isZero();
    }

    @Test
    void noticesThatAnotherPodHasTheAddressByNow() {
        node.with(recreated(ORDERS));

        assertThat(catchThrowableOfType(RefusedException.class, () -> callers.stillAt(ADDRESS, ORDERS))
                        .refusal()
                        .reason())
                .isEqualTo("caller-changed");
    }
}
