package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a leader may believe that it leads. */
class TenureTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final StoryClock clock = new StoryClock();
    private final FakeLock lock = new FakeLock();
    private final Tenure tenure = new Tenure(lock, LENGTH, clock);
    private final KubernetesClient client = Unreachable.client();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void hasNotBegunBeforeTheLockIsOurs() {
        assertThat(tenure.lasts()).isFalse();
    }

    @Test
    void endsByTheClockThoughNobodyTellsOfIt() {
        tenure.create(client, record("us"));

        clock.advance(LENGTH.minusMillis(1));
        assertThat(tenure.lasts()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(tenure.lasts()).isFalse();
    }

    @Test
    void lastsFromBeforeTheCallThatRenewedIt() {
        lock.takes = Duration.ofSeconds(9);
        tenure.create(client, record("us"));

        clock.advance(Duration.ofSeconds(1));

        assertThat(tenure.lasts()).isFalse();
    }

    @Test
    void isProlongedByEveryRenewal() {
        tenure.create(client, record("us"));
        clock.advance(Duration.ofSeconds(9));
        tenure.update(client, record("us"));

        clock.advance(Duration.ofSeconds(9));

        assertThat(tenure.lasts()).isTrue();
    }

    @Test
    void isNotProlongedByARenewalThatFailed() {
        tenure.create(client, record("us"));
        clock.advance(Duration.ofSeconds(9));
        lock.fails = true;
        assertThatThrownBy(() -> tenure.update(client, record("us"))).isInstanceOf(KubernetesClientException.class);
        assertThat(tenure.lasts()).isTrue();

        clock.advance(Duration.ofSeconds(1));

        assertThat(tenure.lasts()).isFalse();
    }

    @Test
    void endsBeforeTheLockIsGivenBack() {
        tenure.create(client, record("us"));
        lock.fails = true;

        assertThatThrownBy(() -> tenure.update(client, record(null))).isInstanceOf(KubernetesClientException.class);

        assertThat(tenure.lasts()).isFalse();
    }

    @Test
    void endsWhenTheLockIsSeenToBeAnothers() {
        tenure.create(client, record("us"));
        lock.record = record("them");

        tenure.get(client);

        assertThat(tenure.lasts()).isFalse();
    }

    @Test
    void isNotProlongedByAClockThatIsPutBack() {
        tenure.create(client, record("us"));

        clock.advance(Duration.ofSeconds(-1));

        assertThat(tenure.lasts()).isFalse();
    }

    @Test
    void isShorterThanTheLeaseAndLongerThanTwoRenewals() {
        var election = LeaderElection.DEFAULTS;

        assertThat(election.renewDeadline()).isLessThan(election.lease());
        assertThat(election.renewDeadline())
                .isGreaterThanOrEqualTo(election.retryPeriod().multipliedBy(2));
    }

    private LeaderElectionRecord record(@Nullable String holder) {
        var now = clock.instant().atZone(ZoneOffset.UTC);
        return new LeaderElectionRecord(holder, Duration.ofSeconds(15), now, now, 0);
    }

    /** A lock whose calls take time, and fail when told to. */
    private final class FakeLock implements Lock {
        private @Nullable LeaderElectionRecord record;
        private Duration takes = Duration.ZERO;
        private boolean fails;

        @Override
        public @Nullable LeaderElectionRecord get(KubernetesClient client) {
            return record;
        }

        @Override
        public void create(KubernetesClient client, LeaderElectionRecord next) {
            write(next);
        }

        @Override
        public void update(KubernetesClient client, LeaderElectionRecord next) {
            write(next);
        }

        private void write(LeaderElectionRecord next) {
            clock.advance(takes);
            if (fails) {
                throw new KubernetesClientException("no answer");
            }
            record = next;
        }

        @Override
        public String identity() {
            return "us";
        }

        @Override
        public String describe() {
            return "a lock";
        }
    }
}
