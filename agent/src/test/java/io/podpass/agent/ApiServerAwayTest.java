package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.http.RawHttp;
import io.podpass.localkube.CutLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent whose line to the API server is cut and mended; its clock runs ahead when the test says so. */
final class ApiServerAwayTest {
    private static final String ADDRESS = "127.1.0.22";
    private static final String NEWCOMER = "127.1.0.23";
    private static final String TOKEN =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private interface Condition {
        boolean holds() throws IOException;
    }

    private final ShopCluster cluster =
            new ShopCluster().withResources().withPod(ADDRESS).withAssignment("Assigned");
    private final CutLine line = new CutLine(cluster.address());
    private final KubernetesClient client = cluster.clientBy(line.uri());
    private final FakeImds imds = new FakeImds();
    private final HurriedClock clock = new HurriedClock();

    private Agent start() {
        var settings = AgentSettings.defaults("node-1")
                .with(Addresses.DEFAULTS
                        .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .withImds(imds.uri()))
                .with(RedirectSettings.NONE)
                // A refusal needs no minute and a half to be one.
                .with(new Waits(1, 1, Duration.ofSeconds(1), Duration.ofMillis(1200)))
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

    enum Fault {
        REFUSES,
        ACCEPTS_AND_HANGS
    }

    private void breakLine(Fault fault) {
        switch (fault) {
            case REFUSES -> line.cut();
            case ACCEPTS_AND_HANGS -> line.jam();
        }
    }

    @ParameterizedTest
    @EnumSource
    void startedWithoutItTheAgentOnlyRefusesAndIsReadyOnceItComes(Fault fault)
            throws IOException, InterruptedException {
        breakLine(fault);
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

    @ParameterizedTest
    @EnumSource
    void withoutItTheAgentGoesOnFromWhatItHasReadAndCatchesUpAfterwards(Fault fault)
            throws IOException, InterruptedException {
        try (var agent = start()) {
            agent.awaitReady(LIMIT);
            await(() -> readiness(agent).status() == 200);
            breakLine(fault);
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
    void whatChangedWhileNoWatchCouldTellIsReadAnew() throws IOException, InterruptedException {
        try (var agent = start()) {
            agent.awaitReady(LIMIT);
            assertThat(ask(agent).body()).contains("token-for-client-of-orders");
            line.cut();
            cluster.update("Unassigned");
            cluster.withPod("newcomer", NEWCOMER).withAssignment("newcomer", "Assigned");
            cluster.forgetChanges();
            assertThat(ask(agent).status()).as("what nobody has told the agent").isEqualTo(200);

            line.mend();

            await(() -> ask(agent).status() != 200);
            await(() -> RawHttp.sendFrom(NEWCOMER, agent.port(), "GET", TOKEN, "Metadata: true")
                            .status()
                    == 200);
        }
    }

    @Test
    void aWatchThatEndsWith410IsSetUpAnew() throws IOException, InterruptedException {
        try (var agent = start()) {
            agent.awaitReady(LIMIT);
            await(() -> readiness(agent).status() == 200);
            assertThat(ask(agent).status()).isEqualTo(200);

            cluster.forgetChanges();
            cluster.deletePod();

            await(() -> ask(agent).status() == 403);
            await(() -> readiness(agent).status() == 200);
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
