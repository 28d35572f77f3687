package io.podpass.e2e;

import static io.podpass.e2e.PodCalls.clientIdIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.agent.Agent;
import io.podpass.agent.OperationsSettings;
import io.podpass.agent.Waits;
import io.podpass.cli.Started;
import io.podpass.localkube.CutLine;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole system, while the agent's own line to the API server is broken in one way after the other. */
final class ApiServerFaultsTest {
    private static final String ORDERS = "orders-storage";
    private static final String REPORTS = "reports-storage";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Started started = new Started();
    private LocalKube kube;
    private CutLine line;
    private Installation installation;
    private Agent agent;
    private PodCalls probes;

    @BeforeEach
    void startTheSystem() throws InterruptedException {
        kube = started.add(LocalKube.start(LocalKubeSettings.loopback()));
        line = started.add(new CutLine(kube.address()));
        var throughLine = started.add(new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kube.kubeconfig(line.uri())))
                .build());
        installation = started.add(Installation.of(LocalClients.of(kube)));
        agent = installation.startAgent(
                throughLine,
                settings -> settings.with(OperationsSettings.NONE.withPorts(0, 0))
                        .with(new Waits(16, 4, Duration.ofMillis(200), Duration.ofMillis(1200))));
        probes =
                new PodCalls(InetAddress.getLoopbackAddress(), agent.probePort().orElseThrow());
    }

    @AfterEach
    void stopTheSystem() {
        started.close();
    }

    private void awaitReadiness(Predicate<HttpResponse<String>> right) throws Exception {
        var deadline = Instant.now().plus(LIMIT);
        var never = new CountDownLatch(1);
        var answer = probes.get("/readyz");
        while (!right.test(answer)) {
            assertThat(Instant.now()).as("still " + answer.body()).isBefore(deadline);
            assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
            answer = probes.get("/readyz");
        }
    }

    @Test
    void tokensGoOnWhileItIsAwayAndWhatChangedMeanwhileCountsOnceItIsBack() throws Exception {
        var tenant = Tenant.in(installation, agent.port(), "faults")
                .identity(ORDERS)
                .identity(REPORTS)
                .binding("orders", ORDERS, "orders")
                .binding("reports", REPORTS, "reports");
        var stays = tenant.pod("stays", "orders", "127.2.30.10");
        var loses = tenant.pod("loses", "reports", "127.2.30.11");
        tenant.awaitAssigned("stays", 1);
        tenant.awaitAssigned("loses", 1);
        for (var pod : new PodCalls[] {stays, loses}) {
            pod.tokenOnce("", answer -> answer.statusCode() == 200);
        }

        line.jam();
        assertThat(clientIdIn(stays.token("")))
                .isEqualTo(installation.identity(ORDERS).clientId());
        line.cut();
        tenant.deleteBinding("reports");
        tenant.awaitAssigned("loses", 0);
        var comes = tenant.pod("comes", "orders", "127.2.30.12");
        tenant.awaitAssigned("comes", 1);
        awaitReadiness(answer -> answer.statusCode() == 503 && answer.body().contains("watch: no news for "));
        assertThat(clientIdIn(stays.token("")))
                .isEqualTo(installation.identity(ORDERS).clientId());
        assertThat(comes.token("").statusCode())
                .as("a pod that the agent has not heard of")
                .isEqualTo(403);

        // What happened meanwhile, the server can't tell one by one any more: watches are answered 410.
        kube.forgetChanges();
        line.mend();

        awaitReadiness(answer -> answer.statusCode() == 200);
        assertThat(loses.onceRefused().statusCode()).isEqualTo(404);
        assertThat(clientIdIn(comes.token("")))
                .isEqualTo(installation.identity(ORDERS).clientId());
        assertThat(clientIdIn(stays.token("")))
                .isEqualTo(installation.identity(ORDERS).clientId());
    }
}
