package io.podpass.agent;

import static io.podpass.agent.Samples.ADDRESS;
import static io.podpass.agent.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.ObjectKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class ChangesTest {
    private static final ObjectKey POD = ORDERS.key();

    private final Clock clock = Clock.systemUTC();
    private final Changes changes = new Changes(clock);

    private Instant soon() {
        return clock.instant().plusSeconds(60);
    }

    @Test
    void aChangeOfThePodsAssignmentsWakesItsRequest()
            throws InterruptedException, ExecutionException, TimeoutException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var subscription = changes.of(ORDERS)) {
            var waiting = threads.submit(() -> subscription.await(soon()));

            changes.assignmentChanged(POD);

            assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aChangeBetweenLookingAndWaitingIsNotMissed() throws InterruptedException {
        try (var subscription = changes.at(ADDRESS)) {
            changes.podChanged(Set.of(ADDRESS));

            assertThat(subscription.await(soon())).isTrue();
        }
    }

    @Test
    void manyChangesNeedOneLook() throws InterruptedException {
        try (var subscription = changes.of(ORDERS)) {
            changes.podChanged(Set.of(ADDRESS));
            changes.assignmentChanged(POD);
            assertThat(subscription.await(soon())).isTrue();

            assertThat(woken(subscription)).isFalse();
        }
    }

    @Test
    void whatHappensToOthersWakesNobody() throws InterruptedException {
        try (var subscription = changes.of(ORDERS)) {
            changes.podChanged(Set.of("10.244.0.12"));
            changes.assignmentChanged(new ObjectKey("shop", "billing"));
            changes.assignmentChanged(new ObjectKey("other", "orders"));
            changes.namespaceChanged("other");

            assertThat(woken(subscription)).isFalse();
        }
    }

    @Test
    void whatTheNamespaceAllowsConcernsItsPods() throws InterruptedException {
        try (var subscription = changes.of(ORDERS)) {
            changes.namespaceChanged(POD.namespace());

            assertThat(woken(subscription)).isTrue();
        }
    }

    @Test
    void whenEverythingHasBeenReadEverybodyLooksAgain() throws InterruptedException {
        try (var one = changes.of(ORDERS);
                var other = changes.at("10.244.0.12")) {
            changes.synced();

            assertThat(woken(one)).isTrue();
            assertThat(woken(other)).isTrue();
        }
    }

    @Test
    void nothingIsKeptOfARequestThatIsOver() {
        var one = changes.of(ORDERS);
        var other = changes.at(ADDRESS);
        assertThat(changes.isEmpty()).isFalse();

        one.close();
        other.close();

        assertThat(changes.isEmpty()).isTrue();
    }

    private static boolean woken(Subscription subscription) throws InterruptedException {
        return subscription.await(Instant.EPOCH);
    }
}
