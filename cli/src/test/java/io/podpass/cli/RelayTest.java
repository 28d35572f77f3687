package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayTest {
    private static final InetAddress HOME = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void bytesPassBothWaysAndEachSidesEndReachesTheOther() throws Exception {
        try (var server = new EchoServer("a");
                var relay = Relay.start(listener(), _ -> Optional.of(server.address()))) {
            // The server answers only once the caller's end has come through, so this is a half-closed connection.
            assertThat(EchoServer.ask(relay.address(), "hello")).isEqualTo("127.0.0.1 a hello");
        }
    }

    @Test
    void muchPassesUnchangedForManyAtOnce() throws Exception {
        try (var server = new EchoServer("a");
                var relay = Relay.start(listener(), _ -> Optional.of(server.address()))) {
            var text = "0123456789abcdef".repeat(65_536);
            var answers = new ArrayBlockingQueue<String>(16);
            IntStream.range(0, 16)
                    .forEach(i -> Thread.ofVirtual().start(() -> answers.add(answerOrFailure(relay, text + i))));

            for (int i = 0; i < 16; i++) {
                var answer = answers.poll(30, TimeUnit.SECONDS);
                assertThat(answer).isNotNull().startsWith("127.0.0.1 a " + text);
            }
        }
    }

    private static String answerOrFailure(Relay relay, String text) {
        try {
            return EchoServer.ask(relay.address(), text);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void targetIsChosenByWhoCalls() throws Exception {
        var other = InetAddress.ofLiteral("127.0.0.9");
        try (var a = new EchoServer("a");
                var b = new EchoServer("b");
                var relay = Relay.start(
                        listener(), caller -> Optional.of(caller.equals(other) ? b.address() : a.address()));
                var socket = new Socket()) {
            socket.bind(new InetSocketAddress(other, 0));

            assertThat(EchoServer.ask(socket, relay.address(), "1")).isEqualTo("127.0.0.1 b 1");
            assertThat(EchoServer.ask(relay.address(), "2")).isEqualTo("127.0.0.1 a 2");
        }
    }

    @Test
    void callerWithoutATargetIsCutOff() throws Exception {
        try (var relay = Relay.start(listener(), _ -> Optional.empty());
                var socket =
                        new Socket(relay.address().getAddress(), relay.address().getPort())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void targetSeesTheLocalAddressThatWasGiven() throws Exception {
        try (var server = new EchoServer("a");
                var relay = Relay.start(
                        listener(),
                        _ -> Optional.of(server.address()),
                        Optional.of(InetAddress.ofLiteral("127.1.0.10")))) {
            assertThat(EchoServer.ask(relay.address(), "")).isEqualTo("127.1.0.10 a ");
        }
    }

    @Test
    void targetThatIsGoneCutsOffOnlyThatConnection() throws Exception {
        InetSocketAddress gone;
        try (var socket = listener()) {
            gone = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        var targets = new ArrayBlockingQueue<InetSocketAddress>(2);
        try (var server = new EchoServer("a");
                var relay = Relay.start(listener(), _ -> Optional.of(targets.remove()))) {
            targets.add(gone);
            targets.add(server.address());

            try (var socket =
                    new Socket(relay.address().getAddress(), relay.address().getPort())) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(EchoServer.ask(relay.address(), "hello")).isEqualTo("127.0.0.1 a hello");
        }
    }

    @Test
    void closingEndsOpenConnectionsAndListening() throws Exception {
        try (var silent = listener()) {
            var relay = Relay.start(listener(), _ -> Optional.of((InetSocketAddress) silent.getLocalSocketAddress()));
            try (var caller = new Socket(
                            relay.address().getAddress(), relay.address().getPort());
                    var target = silent.accept()) {
                relay.close();

                assertThat(ended(caller)).isTrue();
                assertThat(ended(target)).isTrue();
                assertThatIOException()
                        .isThrownBy(() -> EchoServer.ask(relay.address(), "too late"))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    /** By end of stream or by reset: which one is a matter of timing. */
    private static boolean ended(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException _) {
            return true;
        }
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 50, HOME);
    }
}
