package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent whose line to the API server is cut and mended; its clock runs ahead when the test says so. */
final class ApiServerAwayTest {
    private static final String ADDRESS = "127.1.0.22";
    private static final String TOKEN =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private interface Condition {
        boolean holds() throws IOException;
    }

    private final ShopCluster cluster =
            new ShopCluster().withResources().withPod(ADDRESS).withAssignment("Assigned");
    private final CutLine line = new CutLine(cluster.address());
    private final KubernetesClient client = cluster.clientBy(URI.create("http://127.0.0.1:" + line.port()));
    private final FakeImds imds = new FakeImds();
    private final HurriedClock clock = new HurriedClock();

    private Agent start() {
        var settings = AgentSettings.defaults("node-1")
                .with(Addresses.DEFAULTS
                        .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .withImds(imds.uri()))
                .with(RedirectSettings.NONE)
                .with(OperationsSettings.NONE.withPorts(0, 0));
        return Agent.start(
                settings,
                () -> KubeNodeView.start(client, "node-1", OperationMode.STANDARD, clock),
                clock,
                new FakeCommands());
    }

    @AfterEach
    void close() {
        client.close();
        line.close();
        cluster.close();
        imds.close();
    }

    private static RawHttp.Answer ask(Agent agent) throws IOException {
        return RawHttp.sendFrom(ADDRESS, agent.port(), "GET", TOKEN, "Metadata: true");
    }

    private static RawHttp.Answer readiness(Agent agent) throws IOException {
        return RawHttp.get(agent.probePort().orElseThrow(), "/readyz");
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(LIMIT);
        var never = new CountDownLatch(1);
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(deadline);
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    /** Until the agent has noticed, and a little longer than it is patient. */
    private void awaitAway(Agent agent) throws IOException, InterruptedException {
        await(() -> {
            clock.advance(WatchState.PATIENCE);
            return readiness(agent).status() == 503;
        });
    }

    @Test
    void startedWithoutItTheAgentOnlyRefusesAndIsReadyOnceItComes() throws IOException, InterruptedException {
        line.cut();
        try (var agent = start()) {
            var answer = ask(agent);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.hasHeader("x-podpass-reason", "agent-not-ready")).isTrue();
            assertThat(readiness(agent).body()).startsWith("watch: ");

            line.mend();

            agent.awaitReady(LIMIT);
            assertThat(ask(agent).status()).isEqualTo(200);
            await(() -> readiness(agent).status() == 200);
        }
    }

    @Test
    void withoutItTheAgentGoesOnFromWhatItHasReadAndCatchesUpAfterwards() throws IOException, InterruptedException {
        try (var agent = start()) {
            agent.awaitReady(LIMIT);
            await(() -> readiness(agent).status() == 200);
            line.cut();
            awaitAway(agent);

            assertThat(readiness(agent).body()).startsWith("watch: no news for ");
            assertThat(RawHttp.get(agent.probePort().orElseThrow(), "/livez").status())
                    .isEqualTo(200);
            assertThat(ask(agent).status()).isEqualTo(200);

            cluster.deletePod();
            line.mend();

            await(() -> readiness(agent).status() == 200);
            await(() -> ask(agent).status() == 403);
        }
    }

    @Test
    void afterAnHourNothingIsAnsweredByWhatWasReadBefore() throws IOException, InterruptedException {
        try (var agent = start()) {
            agent.awaitReady(LIMIT);
            await(() -> readiness(agent).status() == 200);
            line.cut();
            awaitAway(agent);
            clock.advance(WatchState.TRUSTED_FOR);

            var answer = ask(agent);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain("token-for");
            line.mend();
            await(() -> ask(agent).status() == 200);
        }
    }
}
