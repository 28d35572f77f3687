package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.http.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The public agent, fed by an API server; time is the machine's. */
final class AgentOnClusterTest {
    private static final String ADDRESS = "127.1.0.21";
    private static final String TOKEN =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ShopCluster cluster = new ShopCluster();
    private final FakeImds imds = new FakeImds();

    @AfterEach
    void close() {
        imds.close();
        cluster.close();
    }

    private Agent start() {
        return Agent.start(
                AgentSettings.defaults("node-1")
                        .with(Addresses.DEFAULTS
                                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .withImds(imds.uri()))
                        .with(RedirectSettings.NONE),
                cluster.client);
    }

    private static RawHttp.Answer ask(Agent agent) throws IOException {
        return RawHttp.sendFrom(ADDRESS, agent.port(), "GET", TOKEN, "Metadata: true");
    }

    @Test
    void aRequestThatWaitsIsAnsweredWhenTheControllerWritesAssigned()
            throws InterruptedException, ExecutionException, TimeoutException {
        cluster.withResources();
        cluster.withPod(ADDRESS);
        cluster.withAssignment("Created");
        try (var agent = start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            agent.awaitReady(LIMIT);
            var waiting = threads.submit(() -> ask(agent));

            cluster.update("Assigned");

            var answer = waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("token-for-client-of-orders");
        }
    }

    @Test
    void aPodThatIsGoneHasNoToken() throws InterruptedException, IOException {
        cluster.withResources();
        cluster.withPod(ADDRESS);
        cluster.withAssignment("Assigned");
        try (var agent = start()) {
            agent.awaitReady(LIMIT);
            assertThat(ask(agent).status()).isEqualTo(200);

            cluster.deletePod();

            // The watch may be a moment behind the API server.
            var deadline = Instant.now().plus(LIMIT);
            var answer = ask(agent);
            while (answer.status() == 200 && Instant.now().isBefore(deadline)) {
                answer = ask(agent);
            }
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("token-for");
        }
    }

    @Test
    void aClusterWithoutTheResourcesIsNamedAsTheReason() {
        try (var agent = start()) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> agent.awaitReady(Duration.ofSeconds(5)))
                    .withMessageContaining("azureassignedidentities");
            assertThat(agent.ready()).isFalse();
        }
    }
}
