package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A MIC that runs at the same time, by the lock that it holds or waits for. */
class OldLockTest extends PoolTest {
    private static final LeaderElection ELECTION =
            new LeaderElection(true, "default", "aad-pod-identity-mic", "new", Duration.ofSeconds(2));
    private static final String NOW = "2026-01-01T10:00:00Z";

    private void locked(String record) {
        world.client
                .resource(new EndpointsBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("aad-pod-identity-mic")
                        .withAnnotations(Map.of(OldLock.ANNOTATION, record))
                        .endMetadata()
                        .build())
                .createOr(existing -> existing.update());
    }

    private static String record(String holder, String renewed) {
        return "{\"holderIdentity\":\"" + holder
                + "\",\"leaseDurationSeconds\":15,\"acquireTime\":\"2026-01-01T00:00:00Z\"," + "\"renewTime\":\""
                + renewed + "\",\"leaderTransitions\":3}";
    }

    private static String hourFromNow() {
        return Instant.now().plus(Duration.ofHours(1)).toString();
    }

    private static BothLocks at(String now) {
        return new BothLocks(ELECTION, "new", Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private static LeaderElectionRecord ours(String holder) {
        var time = Instant.parse(NOW).atZone(ZoneOffset.UTC);
        return new LeaderElectionRecord(holder, Duration.ofSeconds(15), time, time, 0);
    }

    private JsonNode written() throws Exception {
        var endpoints = world.client
                .endpoints()
                .inNamespace("default")
                .withName("aad-pod-identity-mic")
                .get();
        return new ObjectMapper()
                .readTree(endpoints.getMetadata().getAnnotations().get(OldLock.ANNOTATION));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01T10:00:14Z, true", "2026-01-01T10:00:15Z, false"})
    void isHeldUntilItsLeaseEnds(String now, boolean held) {
        locked(record("mic-0", NOW));

        assertThat(at(now).get(world.client) != null).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{", "{\"holderIdentity\":\"mic-0\",\"renewTime\":null}"})
    void whatIsNoRecordHoldsNothing(String record) {
        locked(record);

        assertThat(at(NOW).get(world.client)).isNull();
    }

    @Test
    void whereThereWasNoOldControllerThereIsNoLock() {
        assertThat(at(NOW).get(world.client)).isNull();
    }

    @Test
    void anotherOfOurControllersIsNoOldOne() {
        new BothLocks(ELECTION, "another", Clock.fixed(Instant.parse(NOW), ZoneOffset.UTC))
                .create(world.client, ours("another"));

        assertThat(at(NOW).get(world.client))
                .extracting(LeaderElectionRecord::getHolderIdentity)
                .isEqualTo("another");
    }

    @Test
    void anOldControllerThatTakesTheLockMeanwhileWins() {
        var locks = at(NOW);
        locks.create(world.client, ours("new"));
        locks.get(world.client);
        locked(record("mic-0", NOW));

        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> locks.update(world.client, ours("new")))
                .satisfies(failure -> assertThat(failure.getCode()).isEqualTo(409));
        assertThat(locks.get(world.client))
                .extracting(LeaderElectionRecord::getHolderIdentity)
                .isEqualTo("mic-0");
    }

    @Test
    void theControllerWaitsForTheOldOneAndActsOnceItHasGone() throws Exception {
        locked(record("mic-0", hourFromNow()));
        world.start(SETTINGS.withLeaderElection(ELECTION));
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        assertThat(world.client
                        .leases()
                        .inNamespace("default")
                        .withName("aad-pod-identity-mic")
                        .get())
                .isNull();

        locked(record("", Instant.now().toString()));

        world.awaitAssigned("web-0-shop-kv-id");
    }

    @Test
    void anOldControllerThatIsStartedLaterWaitsForOurs() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(SETTINGS.withLeaderElection(ELECTION));
        world.awaitAssigned("web-0-shop-kv-id");

        var record = written();

        assertThat(record.path("holderIdentity").asText()).isEqualTo("new");
        assertThat(record.path("leaseDurationSeconds").asInt()).isEqualTo(2);
        assertThat(Instant.parse(record.path("renewTime").asText()))
                .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    }

    @Test
    void theOldLockIsGivenBackWithTheLease() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(SETTINGS.withLeaderElection(ELECTION));
        world.awaitAssigned("web-0-shop-kv-id");

        world.stop();

        assertThat(written().path("holderIdentity").asText()).isEmpty();
        assertThat(world.client
                        .leases()
                        .inNamespace("default")
                        .withName("aad-pod-identity-mic")
                        .get()
                        .getSpec()
                        .getHolderIdentity())
                .isNullOrEmpty();
    }

    @Test
    void aLeaderGivesWayToAnOldControllerThatHoldsItsLock() throws Exception {
        var gained = new CountDownLatch(1);
        var lost = new CountDownLatch(1);
        try (var leadership =
                new Leadership(world.client, ELECTION, Clock.systemUTC(), gained::countDown, lost::countDown)) {
            leadership.run();
            assertThat(gained.await(1, TimeUnit.MINUTES)).isTrue();

            locked(record("mic-0", hourFromNow()));

            assertThat(lost.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
