package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpass.kube.KubeException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Starting, standing by and taking over. */
class LifecycleTest extends PoolTest {
    @Test
    void removesAssignmentsOfPodsThatLeftWhileNobodyWatched() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");
        world.stop();
        world.deletePod("shop", "web-0");

        world.start();

        world.awaitGone("web-0-shop-kv-id");
    }

    @Test
    void onlyTheLeaderActsAndTheOtherTakesOver() throws Exception {
        var election = new LeaderElection(true, "default", "aad-pod-identity-mic", "one", Duration.ofSeconds(2));
        world.start(SETTINGS.withLeaderElection(election));
        try (var other = Controller.start(
                SETTINGS.withLeaderElection(
                        new LeaderElection(true, "default", "aad-pod-identity-mic", "two", Duration.ofSeconds(2))),
                world.client,
                world.azure)) {
            assertThat(other.ready()).isTrue();
            world.grant("shop", "kv-id", "kv");
            world.pod("shop", "web-0", "pool-0", "kv");
            world.awaitAssigned("web-0-shop-kv-id");
            world.stop();

            world.pod("shop", "web-1", "pool-1", "kv");

            world.awaitAssigned("web-1-shop-kv-id");
        }
    }

    @Test
    void saysThatTheDefinitionsAreMissing() {
        world.client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("azureidentities.aadpodidentity.k8s.io")
                .delete();

        assertThatThrownBy(() -> world.start(SETTINGS.withSyncLimit(Duration.ofSeconds(1))))
                .isInstanceOf(KubeException.class)
                .hasMessageContaining("azureidentities.aadpodidentity.k8s.io")
                .hasMessageContaining("install the custom resource definitions");
    }
}
