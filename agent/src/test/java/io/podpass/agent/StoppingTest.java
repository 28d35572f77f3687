package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.http.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of requests while the agent ends. */
final class StoppingTest {
    private static final String ADDRESS = "127.1.0.23";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @RegisterExtension
    private final LoggedLines audit = new LoggedLines(AuditLog.NAME);

    private final ShopCluster cluster = new ShopCluster().withResources().withPod(ADDRESS);
    private final FakeImds imds = new FakeImds();
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Agent start() throws InterruptedException {
        var agent = Agent.start(
                AgentSettings.defaults("node-1")
                        .with(Addresses.DEFAULTS
                                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .withImds(imds.uri()))
                        .with(RedirectSettings.NONE)
                        .with(OperationsSettings.NONE.withPorts(0, 0)),
                cluster.client);
        agent.awaitReady(LIMIT);
        return agent;
    }

    private Future<RawHttp.Answer> ask(Agent agent) {
        Callable<RawHttp.Answer> request = () -> RawHttp.sendFrom(
                ADDRESS,
                agent.port(),
                "GET",
                "/metadata/identity/oauth2/token?resource=https://vault.azure.net",
                "Metadata: true");
        return threads.submit(request);
    }

    private static <T> T soon(Future<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @AfterEach
    void close() {
        answer.complete(null);
        threads.shutdownNow();
        imds.close();
        cluster.close();
    }

    @Test
    void aTokenThatIsBeingFetchedStillArrives() throws Exception {
        cluster.withAssignment("Assigned");
        var asked = new CountDownLatch(1);
        imds.beforeAnswer(() -> {
            asked.countDown();
            answer.join();
        });
        var agent = start();
        var request = ask(agent);
        assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        var stopped = threads.submit(agent::close);
        awaitNotReady(agent);
        assertThat(soon(ask(agent)).hasHeader("x-podpass-reason", "agent-stopping"))
                .isTrue();
        answer.complete(null);

        assertThat(soon(request).body()).contains("token-for-client-of-orders");
        soon(stopped);
        assertThat(outcomes()).containsExactly("agent-stopping", "issued");
    }

    @Test
    void aRequestThatWaitsForAnAssignmentIsAnswered503SoThatItIsAskedAgain() throws Exception {
        cluster.withAssignment("Created");
        var agent = start();
        var request = ask(agent);
        awaitWaiting(agent);

        agent.close();

        var refusal = soon(request);
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.hasHeader("x-podpass-reason", "agent-stopping")).isTrue();
        assertThat(outcomes()).containsExactly("agent-stopping");
    }

    /** Of the requests in the order of their lines: the reason, or that there is none. */
    private List<String> outcomes() {
        return audit.all().stream()
                .map(line -> LoggedLines.fields(line).getOrDefault("reason", "issued"))
                .toList();
    }

    private static void awaitNotReady(Agent agent) throws IOException {
        RawHttp.Answer answer;
        do {
            answer = RawHttp.get(agent.probePort().orElseThrow(), "/readyz");
        } while (answer.status() == 200);
        assertThat(answer.body()).isEqualTo("server: the agent is stopping");
    }

    /** By the gauge that counts those who are being answered. */
    private static void awaitWaiting(Agent agent) throws IOException {
        String metrics;
        do {
            metrics = RawHttp.get(agent.metricsPort().orElseThrow(), "/metrics").body();
        } while (!metrics.contains("podpass_agent_requests_in_flight 1\n"));
    }
}
