package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podpass.http.ListenException;
import io.podpass.http.OperationsPorts;
import io.podpass.http.RawHttp;
import io.podpass.kube.Backoff;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The controller's own two ports, over real sockets. */
class OperationsTest extends PoolTest {
    private static final ControllerSettings WITH_PORTS = SETTINGS.withPorts(OperationsPorts.of(0, 0));

    private static String probe(Controller controller, String path) throws IOException {
        var answer = RawHttp.get(controller.probePort().orElseThrow(), path);
        return answer.status() + " " + answer.body();
    }

    private static String scrape(Controller controller) throws IOException {
        return RawHttp.get(controller.metricsPort().orElseThrow(), "/metrics").body();
    }

    private Controller candidate(String name) {
        var election = new LeaderElection(true, "default", "aad-pod-identity-mic", name, Duration.ofSeconds(2));
        return Controller.start(WITH_PORTS.withLeaderElection(election), world.client, world.azure);
    }

    private interface Text {
        String read() throws IOException;
    }

    /** Asks until the answer has it. */
    private static String await(Text text, String part) throws IOException, InterruptedException {
        var deadline = Instant.now().plusSeconds(30);
        var never = new CountDownLatch(1);
        while (true) {
            var now = text.read();
            if (now.contains(part) || Instant.now().isAfter(deadline)) {
                assertThat(now).contains(part);
                return now;
            }
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static void awaitHealthz(Controller controller, String answer) throws IOException, InterruptedException {
        await(() -> probe(controller, "/healthz"), answer);
    }

    @Test
    void onlyTheLeaderSaysActiveAndItsHeirOnceItHasGone() throws Exception {
        var first = candidate("one");
        awaitHealthz(first, "200 Active");
        try (var second = candidate("two")) {
            try (first) {
                assertThat(probe(second, "/healthz")).isEqualTo("200 Not Active");
                assertThat(probe(second, "/readyz")).isEqualTo("200 ok");
                assertThat(probe(second, "/livez")).isEqualTo("200 ok");
            }
            awaitHealthz(second, "200 Active");
        }
    }

    @Test
    void aLostLeaseMakesItNotActiveAndLeavesItAlive() throws Exception {
        try (var controller = candidate("one")) {
            awaitHealthz(controller, "200 Active");

            world.client
                    .leases()
                    .inNamespace("default")
                    .withName("aad-pod-identity-mic")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\": {\"holderIdentity\": \"somebody else\", \"leaseDurationSeconds\": 3600}}");

            awaitHealthz(controller, "200 Not Active");
            assertThat(probe(controller, "/livez")).isEqualTo("200 ok");
        }
    }

    @Test
    void theProbePortServesNothingElse() throws Exception {
        try (var controller = candidate("one")) {
            assertThat(probe(controller, "/debug/pprof/heap")).startsWith("404 ");
            assertThat(probe(controller, "/metrics")).startsWith("404 ");
        }
    }

    @Test
    void aTakenPortIsNamedWithTheFlagThatChoosesIt() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var ports = new OperationsPorts(Optional.of(new InetSocketAddress(taken.getLocalPort())), Optional.empty());

            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> world.start(SETTINGS.withPorts(ports)))
                    .withMessageContaining("port " + taken.getLocalPort())
                    .withMessageContaining("--http-probe-port");
        }
    }

    @Test
    void whatIsDoneIsSeenInTheOldMetrics() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        try (var controller = Controller.start(WITH_PORTS, world.client, world.azure)) {
            world.awaitAssigned("web-0-shop-kv-id");
            world.deletePod("shop", "web-0");
            world.awaitGone("web-0-shop-kv-id");
            world.awaitAttached(POOL);

            // The turn that does what a test has seen done ends a moment later.
            assertThat(await(() -> scrape(controller), "aadpodidentity_mic_cycle_count 2\n"))
                    .contains(
                            "aadpodidentity_assigned_identity_addition_count 1\n",
                            "aadpodidentity_assigned_identity_addition_duration_seconds_bucket{le=\"0.01\"} ",
                            "aadpodidentity_assigned_identity_deletion_count 1\n",
                            "aadpodidentity_assigned_identity_deletion_duration_seconds_count 1\n",
                            "aadpodidentity_cloud_provider_operations_duration_seconds_bucket{operation_type=\"vmss_update\",le=\"1200\"} 2\n",
                            "aadpodidentity_cloud_provider_operations_duration_seconds_count{operation_type=\"vmss_get\"} ",
                            "aadpodidentity_mic_cycle_duration_seconds_bucket{le=\"0.5\"} ",
                            "aadpodidentity_mic_new_leader_election_count 1\n",
                            "podpass_controller_acts 1\n",
                            "podpass_controller_hosts 1\n",
                            "podpass_controller_host_changes_left{host=\""
                                    + POOL.id().value() + "\"} ",
                            "podpass_controller_host_identities_refused{host=\""
                                    + POOL.id().value() + "\"} 0\n",
                            "podpass_controller_queue_waiting{queue=\"pods\"} 0\n")
                    .doesNotContain("errors_count", "_total");
        }
    }

    @Test
    void whatFailsIsCountedAsAnErrorByItsKind() throws Exception {
        world.azure.failOnce(POOL, 409, Optional.empty());
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        try (var controller = Controller.start(
                WITH_PORTS.withHostBackoff(new Backoff(Duration.ofMillis(10), Duration.ofMillis(10))),
                world.client,
                world.azure)) {
            world.awaitAssigned("web-0-shop-kv-id");

            assertThat(scrape(controller))
                    .contains(
                            "aadpodidentity_cloud_provider_operations_errors_count{operation_type=\"vmss_update\"} 1\n");
        }
    }
}
