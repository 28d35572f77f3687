package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pods that have completed or failed give their identities back, after a grace. */
class FinishedPodsTest extends PoolTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void aFinishedPodLosesItsAssignmentsAfterItsGrace() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "job", "pool-0", "kv");
        world.start(SETTINGS.withUpkeep(Upkeep.DEFAULTS.withFinishedGrace(Duration.ofMillis(300))));
        world.awaitAssigned("job-shop-kv-id");

        world.finishPod("shop", "job");

        world.awaitGone("job-shop-kv-id");
        world.awaitAttached(POOL);
    }

    @Test
    void aFinishedPodKeepsWhatItHasDuringItsGrace() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.grant("shop", "other-id", "other");
        world.pod("shop", "job", "pool-0", "kv");
        world.start(SETTINGS.withUpkeep(Upkeep.DEFAULTS.withFinishedGrace(LONG)));
        world.awaitAssigned("job-shop-kv-id");

        world.finishPod("shop", "job");
        world.pod("shop", "web", "pool-0", "other");

        world.awaitAssigned("web-shop-other-id");
        world.awaitAssigned("job-shop-kv-id");
        assertThat(world.azure.attached(POOL)).contains(id("kv-id"));
    }

    @Test
    void aDeletedPodHasNoGrace() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "job", "pool-0", "kv");
        world.start(SETTINGS.withUpkeep(Upkeep.DEFAULTS.withFinishedGrace(LONG)));
        world.awaitAssigned("job-shop-kv-id");
        world.finishPod("shop", "job");

        world.deletePod("shop", "job");

        world.awaitGone("job-shop-kv-id");
    }

    @Test
    void aPodThatFinishedBeforeIsGivenNothing() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "job", "pool-0", "kv");
        world.finishPod("shop", "job");
        world.pod("shop", "web", "pool-0", "kv");

        world.start(SETTINGS.withUpkeep(Upkeep.DEFAULTS.withFinishedGrace(LONG)));

        world.awaitAssigned("web-shop-kv-id");
        assertThat(world.awaitAssignments(_ -> true)).hasSize(1);
    }
}
