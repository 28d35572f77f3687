package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NamespaceNetworkTest {
    private final String id = Namespaces.freshId();
    private EchoServer kube;
    private EchoServer https;
    private EchoServer metadata0;
    private EchoServer metadata1;
    private NetworkPlan plan;
    private PodNetwork network;

    @BeforeEach
    void open() throws Exception {
        Namespaces.assumePossible();
        kube = new EchoServer("kube");
        https = new EchoServer("https");
        metadata0 = new EchoServer("metadata0");
        metadata1 = new EchoServer("metadata1");
        plan = new NetworkPlan(
                PodNetworkKind.NAMESPACES,
                id,
                List.of(1, 2),
                kube.port(),
                https.port(),
                List.of(metadata0.port(), metadata1.port()));
        network = PodNetworks.open(plan);
    }

    @AfterEach
    void close() throws Exception {
        if (network != null) {
            network.close();
        }
        for (var server : new EchoServer[] {kube, https, metadata0, metadata1}) {
            if (server != null) {
                server.close();
            }
        }
    }

    @Test
    void podsReachTheMachinesServersFromTheirOwnAddresses() throws Exception {
        var pod = network.pod(1, 1);

        assertThat(pod.ip().getHostAddress()).isEqualTo("10.244.1.11");
        assertThat(pod.environment()).isEmpty();
        assertThat(askFrom("node1-pod1", pod.https())).isEqualTo("127.0.0.1 https hello");
    }

    @Test
    void actionInsideAPodCallsFromThere() throws Exception {
        var node = network.node(0);
        var listener = in("node0")
                .inside(() -> new ServerSocket(
                        node.agent().getPort(), 50, node.agent().getAddress()));
        try (var agent = new EchoServer("agent", listener)) {
            assertThat(network.<String>inside(0, 0, () -> EchoServer.ask(agent.address(), "hello")))
                    .isEqualTo("10.244.0.10 agent hello");
        }
    }

    @Test
    void processesOnNodesReachTheMachinesServers() throws Exception {
        var node = network.node(0);

        assertThat(node.redirect()).isTrue();
        assertThat(askFrom("node0", at(node.kubeApi().getHost(), node.kubeApi().getPort())))
                .isEqualTo("127.0.0.1 kube hello");
        assertThat(askFrom("node0", node.https())).isEqualTo("127.0.0.1 https hello");
    }

    @Test
    void everyoneReachesTheMetadataServiceOfTheirOwnNode() throws Exception {
        var metadataService = at(network.pod(0, 0).imds().getHost(), 80);

        assertThat(askFrom("node0", metadataService)).isEqualTo("127.0.0.1 metadata0 hello");
        assertThat(askFrom("node1", metadataService)).isEqualTo("127.0.0.1 metadata1 hello");
        assertThat(askFrom("node0-pod0", metadataService)).isEqualTo("127.0.0.1 metadata0 hello");
        assertThat(askFrom("node1-pod1", metadataService)).isEqualTo("127.0.0.1 metadata1 hello");
    }

    @Test
    void agentSeesPodsByTheirOwnAddresses() throws Exception {
        var node = network.node(1);
        var listener = in("node1")
                .inside(() -> new ServerSocket(
                        node.agent().getPort(), 50, node.agent().getAddress()));
        try (var agent = new EchoServer("agent", listener)) {
            assertThat(askFrom("node1-pod0", agent.address())).isEqualTo("10.244.1.10 agent hello");
            assertThat(askFrom("node1-pod1", agent.address())).isEqualTo("10.244.1.11 agent hello");
        }
    }

    @Test
    void commandsOfAPlaceRunThere() throws Exception {
        var command = network.pod(0, 0).commandPrefix();
        var process = new ProcessBuilder(concat(command, "ip", "-br", "addr")).start();
        try (var reader = process.inputReader()) {
            assertThat(reader.readAllAsString()).contains("10.244.0.10/24").doesNotContain("10.244.1.");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void machinesOwnInterfacesStayAsTheyAre() throws Exception {
        try (var interfaces = Files.list(Path.of("/sys/class/net"))) {
            assertThat(interfaces.map(path -> path.getFileName().toString()))
                    .doesNotContain("br0", "cbr0", "node0", "node1", "pod0", "pod1");
        }
    }

    @Test
    void nothingIsLeftOnceClosed() {
        assertThat(remains()).hasSize(6);

        network.close();
        network.close();

        assertThat(remains()).isEmpty();
    }

    @Test
    void nothingIsLeftOfANetworkThatCouldNotBeMade() {
        network.close();
        var inTheWay = NetworkNamespace.create("podpass-" + id + "-node1");
        try {
            assertThatThrownBy(() -> NamespaceNetwork.open(plan))
                    .isInstanceOf(PodNetworkException.class)
                    .hasMessageContaining("File exists");
            assertThat(remains()).isEmpty();
        } finally {
            inTheWay.delete();
        }
    }

    @Test
    void networkOfAnotherDemoIsLeftAlone() {
        assertThatThrownBy(() -> NamespaceNetwork.open(plan))
                .isInstanceOf(PodNetworkException.class)
                .hasMessageContaining("podpass-" + id + "-fabric already");
        assertThat(remains()).hasSize(6);
    }

    private List<String> remains() {
        return new NamespaceTopology(plan)
                .namespaces().stream()
                        .filter(name -> new NetworkNamespace(name).exists())
                        .toList();
    }

    private String askFrom(String place, InetSocketAddress address) throws IOException {
        try (var socket = in(place).inside(NamespaceNetworkTest::openSocket)) {
            return EchoServer.ask(socket, address, "hello");
        }
    }

    private NetworkNamespace in(String place) {
        return new NetworkNamespace("podpass-" + id + "-" + place);
    }

    private static Socket openSocket() throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(0));
        return socket;
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static List<String> concat(List<String> prefix, String... command) {
        return Stream.concat(prefix.stream(), Arrays.stream(command)).toList();
    }
}
