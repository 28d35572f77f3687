package io.podpass.agent;

import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.assigned;
import static io.podpass.agent.Samples.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.core.Pod;
import io.podpass.http.ListenException;
import io.podpass.http.OperationsPorts;
import io.podpass.http.OperationsServers;
import io.podpass.http.RawConnection;
import io.podpass.http.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The agent's own two ports, over real sockets. */
final class OperationsServerTest {
    private static final String ADDRESS = "127.1.0.21";
    private static final String HEALTHZ = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Pod ORDERS = pod("orders", ADDRESS);

    private final StoryClock clock = new StoryClock();
    private final FakeNode node = new FakeNode(clock).with(ORDERS).with(assigned(ORDERS, IDENTITY));
    private final FakeImds imds = new FakeImds();
    private final Agent agent = start(OperationsSettings.NONE.withPorts(0, 0));

    private Agent start(OperationsSettings operations) {
        var settings = AgentSettings.defaults(Samples.NODE)
                .with(Addresses.DEFAULTS
                        .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .withImds(imds.uri()))
                .with(RedirectSettings.NONE)
                .with(operations);
        return Agent.start(settings, () -> node, clock, new FakeCommands());
    }

    private RawHttp.Answer probe(String path) throws IOException {
        return RawHttp.get(agent.probePort().orElseThrow(), path);
    }

    private RawHttp.Answer metrics(String path) throws IOException {
        return RawHttp.get(agent.metricsPort().orElseThrow(), path);
    }

    @AfterEach
    void close() {
        agent.close();
        imds.close();
    }

    @Test
    void aHealthyAgentIsActiveReadyAndAlive() throws IOException {
        assertThat(probe("/healthz").body()).isEqualTo("Active");
        assertThat(probe("/readyz").status()).isEqualTo(200);
        assertThat(probe("/livez").status()).isEqualTo(200);
    }

    @Test
    void theProbePortServesNothingElse() throws IOException {
        assertThat(probe("/debug/pprof/heap").status()).isEqualTo(404);
        assertThat(probe("/metrics").status()).isEqualTo(404);
        assertThat(probe("/metadata/identity/oauth2/token").status()).isEqualTo(404);
    }

    @Test
    void aRequestIsSeenInTheMetrics() throws IOException {
        RawHttp.sendFrom(
                ADDRESS,
                agent.port(),
                "GET",
                "//metadata/identity/oauth2/token?resource=https://vault.azure.net",
                "Metadata: true");

        var answer = metrics("/metrics");

        assertThat(answer.hasHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8"))
                .isTrue();
        assertThat(answer.body())
                .contains("aadpodidentity_nmi_operations_duration_seconds_count{namespace=\"shop\","
                        + "operation_type=\"/metadata/identity/oauth2/token\","
                        + "resource=\"https://vault.azure.net\",status_code=\"200\"} 1\n")
                .contains("aadpodidentity_imds_operations_duration_seconds_count{operation_type="
                        + "\"adal_token_msi_userassignedid\"} 1\n");
    }

    @Test
    void onlyGetIsAllowed() throws IOException {
        assertThat(RawHttp.send(agent.metricsPort().orElseThrow(), "POST", "/metrics")
                        .status())
                .isEqualTo(405);
    }

    /** The ports are on every address of the node: pods reach them. */
    @Test
    void oneCallerCannotUseUpThePortsForTheOthers() throws IOException {
        var held = new ArrayList<RawConnection>();
        try {
            for (var i = 0; i < OperationsServers.LIMITS.perPeer(); i++) {
                held.add(new RawConnection(ADDRESS, agent.probePort().orElseThrow()));
                assertThat(held.getLast().send(HEALTHZ).answer().status()).isEqualTo(200);
            }
            try (var more = new RawConnection(ADDRESS, agent.probePort().orElseThrow())) {
                assertThat(more.rest()).startsWith("HTTP/1.1 503 ");
            }
            assertThat(probe("/healthz").status()).isEqualTo(200);
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
    }

    @Test
    void anAnswerToHeadHasNoBodyThatCouldBeTakenForAnAnswer() throws IOException {
        try (var caller = new RawConnection("127.0.0.1", agent.probePort().orElseThrow())) {
            caller.send("HEAD" + HEALTHZ.substring(3)).send(HEALTHZ.replace("Host: x", "Host: x\r\nConnection: close"));

            assertThat(caller.rest().split("HTTP/1.1 ", -1))
                    .hasSize(3)
                    .satisfies(parts -> assertThat(parts[1]).endsWith("\r\n\r\n"));
        }
    }

    @Test
    void aTakenPortIsNamedWithTheFlagThatChoosesIt() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var operations = new OperationsSettings(
                    new OperationsPorts(Optional.empty(), Optional.of(new InetSocketAddress(taken.getLocalPort()))),
                    false);

            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> start(operations))
                    .withMessageContaining("port " + taken.getLocalPort())
                    .withMessageContaining("--prometheus-port");
        }
    }
}
