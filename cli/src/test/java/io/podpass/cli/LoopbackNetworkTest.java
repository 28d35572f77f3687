package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopbackNetworkTest {
    private static final NetworkPlan PLAN =
            new NetworkPlan(PodNetworkKind.LOOPBACK, "a", List.of(1, 2), 6443, 8443, List.of(9000, 9001));

    @Test
    void agentTellsPodsApartByTheirAddresses() throws Exception {
        try (var network = LoopbackNetwork.open(PLAN);
                var agent = agent(network.node(1))) {
            assertThat(EchoServer.ask(of(network.pod(1, 0).imds()), "hello")).isEqualTo("127.1.1.10 agent hello");
            assertThat(EchoServer.ask(of(network.pod(1, 1).imds()), "hello")).isEqualTo("127.1.1.11 agent hello");
            assertThat(agent.address()).isEqualTo(network.node(1).agent());
        }
    }

    @Test
    void podsFindTheirMetadataServiceByTheEnvironment() {
        try (var network = LoopbackNetwork.open(PLAN)) {
            var pod = network.pod(0, 0);

            assertThat(pod.ip().getHostAddress()).isEqualTo("127.1.0.10");
            assertThat(pod.environment())
                    .containsOnly(Map.entry(
                            "AZURE_POD_IDENTITY_AUTHORITY_HOST", pod.imds().toString()));
            assertThat(pod.commandPrefix()).isEmpty();
            assertThat(pod.https()).isEqualTo(local(8443));
        }
    }

    @Test
    void nodesUseTheMachinesServersDirectly() {
        try (var network = LoopbackNetwork.open(PLAN)) {
            var node = network.node(1);

            assertThat(network.kind()).isEqualTo("loopback");
            assertThat(node.redirect()).isFalse();
            assertThat(node.commandPrefix()).isEmpty();
            assertThat(node.kubeApi()).isEqualTo(URI.create("http://127.0.0.1:6443"));
            assertThat(node.https()).isEqualTo(local(8443));
            assertThat(node.imds()).isEqualTo(URI.create("http://127.0.0.1:9001"));
            assertThat(node.agent()).isNotEqualTo(network.node(0).agent());
        }
    }

    @Test
    void twoNetworksOnOneMachineDoNotCollide() throws Exception {
        try (var one = LoopbackNetwork.open(PLAN);
                var agentOfOne = agent(one.node(0));
                var two = LoopbackNetwork.open(PLAN);
                var agentOfTwo = agent(two.node(0))) {
            assertThat(agentOfTwo.address()).isNotEqualTo(agentOfOne.address());
            assertThat(two.pod(0, 0).imds()).isNotEqualTo(one.pod(0, 0).imds());
        }
    }

    @Test
    void actionInsideAPodReachesTheAgentAsThatPod() throws Exception {
        try (var network = LoopbackNetwork.open(PLAN);
                var _ = agent(network.node(0))) {
            var imds = of(network.pod(0, 0).imds());

            assertThat(network.<String>inside(0, 0, () -> EchoServer.ask(imds, "hello")))
                    .isEqualTo("127.1.0.10 agent hello");
            assertThatThrownBy(() -> network.inside(0, 0, () -> {
                        throw new IOException("no more sockets");
                    }))
                    .isInstanceOf(PodNetworkException.class)
                    .hasMessageContaining("no more sockets");
        }
    }

    @Test
    void nothingListensOnceClosed() {
        var network = LoopbackNetwork.open(PLAN);
        var imds = network.pod(0, 0).imds();

        network.close();
        network.close();

        assertThatIOException().isThrownBy(() -> EchoServer.ask(of(imds), "hello"));
        assertThatThrownBy(() -> network.pod(0, 0)).isInstanceOf(PodNetworkException.class);
    }

    private static EchoServer agent(NodePlace node) throws Exception {
        return new EchoServer(
                "agent",
                new ServerSocket(node.agent().getPort(), 50, node.agent().getAddress()));
    }

    private static InetSocketAddress of(URI uri) {
        return new InetSocketAddress(InetAddress.ofLiteral(uri.getHost()), uri.getPort());
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }
}
