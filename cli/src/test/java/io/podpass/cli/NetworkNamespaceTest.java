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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NetworkNamespaceTest {
    private NetworkNamespace namespace;

    @BeforeEach
    void create() {
        Namespaces.assumePossible();
        namespace = NetworkNamespace.create("podpass-" + Namespaces.freshId());
        Ip.batch(namespace.name(), List.of("link set lo up"));
    }

    @AfterEach
    void delete() {
        if (namespace != null) {
            namespace.delete();
        }
    }

    @Test
    void socketOpenedInsideIsReachedFromInsideOnly() throws Exception {
        try (var server = new EchoServer("inside", namespace.inside(NetworkNamespaceTest::listen));
                var insider = namespace.inside(NetworkNamespaceTest::openSocket)) {
            assertThat(EchoServer.ask(insider, server.address(), "hello")).isEqualTo("127.0.0.1 inside hello");
            assertThatThrownBy(() -> EchoServer.ask(server.address(), "hello")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void commandsRunInside() throws Exception {
        var process = new ProcessBuilder(namespace.run(List.of("readlink", "/proc/self/ns/net"))).start();
        try (var reader = process.inputReader()) {
            assertThat(reader.readLine())
                    .isEqualTo(namespace.inside(NetworkNamespaceTest::here))
                    .isNotEqualTo(here());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void callingThreadStaysWhereItIs() throws Exception {
        var before = here();

        var inside = namespace.inside(NetworkNamespaceTest::here);

        assertThat(inside).isNotEqualTo(before);
        assertThat(here()).isEqualTo(before);
    }

    @Test
    void virtualThreadsCanAskForIt() throws Exception {
        var seen = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> seen.complete(namespace.inside(NetworkNamespaceTest::here)));

        assertThat(seen.get(20, TimeUnit.SECONDS)).isNotEqualTo(here());
    }

    @Test
    void failuresInsideComeOut() {
        assertThatThrownBy(() -> namespace.inside(() -> {
                    throw new IllegalStateException("as it happens");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("as it happens");
        assertThatThrownBy(() -> namespace.inside(() -> {
                    throw new IOException("no more sockets");
                }))
                .isInstanceOf(PodNetworkException.class)
                .hasMessage("failed inside " + namespace.name() + ": java.io.IOException: no more sockets");
    }

    @Test
    void namespaceThatIsNotThereCannotBeEntered() {
        assertThatThrownBy(() -> new NetworkNamespace("podpass-no-such").inside(NetworkNamespaceTest::here))
                .isInstanceOf(PodNetworkException.class)
                .hasMessage("cannot open the network namespace /run/netns/podpass-no-such:"
                        + " No such file or directory (errno 2)");
    }

    @Test
    void nameIsTakenOnceAndFreeAfterDeletion() {
        assertThatThrownBy(() -> NetworkNamespace.create(namespace.name()))
                .isInstanceOf(PodNetworkException.class)
                .hasMessageContaining("File exists")
                .hasMessageContaining("at: netns add " + namespace.name());

        namespace.delete();
        namespace.delete();

        assertThat(namespace.exists()).isFalse();
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    /** A socket gets its descriptor, and with it its namespace, when it is bound. */
    private static Socket openSocket() throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        return socket;
    }

    private static String here() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }
}
