package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A MIC that still runs, by the lock that it holds. */
class OldLockTest extends PoolTest {
    private static final LeaderElection ELECTION =
            new LeaderElection(true, "default", "aad-pod-identity-mic", "new", Duration.ofSeconds(2));

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

    private OldLock at(String now) {
        return new OldLock(world.client, ELECTION, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-01T10:00:14Z, true", "2026-01-01T10:00:15Z, false"})
    void isHeldUntilItsLeaseEnds(String now, boolean held) {
        locked(record("mic-0", "2026-01-01T10:00:00Z"));

        assertThat(at(now).holder().isPresent()).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{", "{\"holderIdentity\":\"mic-0\",\"renewTime\":null}"})
    void whatIsNoRecordHoldsNothing(String record) {
        locked(record);

        assertThat(at("2026-01-01T10:00:00Z").holder()).isEmpty();
    }

    @Test
    void whereThereWasNoOldControllerThereIsNoLock() {
        assertThat(at("2026-01-01T10:00:00Z").holder()).isEmpty();
    }

    @Test
    void theControllerWaitsForTheOldOneAndActsOnceItHasGone() throws Exception {
        locked(record("mic-0", Instant.now().plus(Duration.ofHours(1)).toString()));
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
}
