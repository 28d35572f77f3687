package io.podpass.azure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An IMDS that sends other than whole answers, over a real socket. */
final class ImdsFaultsTest {
    /** What the server does with one connection; the next one gets the next. */
    private interface Script {
        void play(Socket socket) throws IOException, InterruptedException;
    }

    private static final String BODY =
            "{\"access_token\":\"eyJ\",\"expires_in\":\"3600\",\"resource\":\"r\",\"token_type\":\"Bearer\"}";

    private final ServerSocket server = open();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private final ImdsClient client = new ImdsClient(
            URI.create("http://127.0.0.1:" + server.getLocalPort()),
            ImdsClient.plainHttpClient(),
            clock,
            ignored -> {});

    private static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        over.countDown();
        server.close();
        for (var thread : threads) {
            thread.join();
        }
    }

    private void plays(Script... scripts) {
        threads.add(Thread.startVirtualThread(() -> {
            for (var script : scripts) {
                try (var socket = server.accept()) {
                    // The whole request: closing with some of it unread would reset the connection.
                    var request = new StringBuilder();
                    while (request.indexOf("\r\n\r\n") < 0) {
                        request.append((char) socket.getInputStream().read());
                    }
                    script.play(socket);
                } catch (IOException | InterruptedException _) {
                    return;
                }
            }
        }));
    }

    private static Script sends(String text) {
        return socket -> socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static Script whole() {
        return sends("HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\nConnection: close\r\n\r\n" + BODY);
    }

    private Token token(Duration patience) {
        return client.token("client-1", "r", clock.instant().plus(patience));
    }

    @Test
    void aHalfSentBodyIsAskedForAgain() {
        plays(sends("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"access_token\":\"eyJ"), whole());

        assertThat(token(Duration.ofSeconds(30)).value()).isEqualTo("eyJ");
    }

    @Test
    void aHalfSentChunkIsAskedForAgain() {
        plays(sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{\"access"), whole());

        assertThat(token(Duration.ofSeconds(30)).value()).isEqualTo("eyJ");
    }

    @Test
    void aBodyOfWhichNobodySaidHowLongItIsCanBeHalfSentToo() {
        plays(sends("HTTP/1.1 200 OK\r\n\r\n{\"access_token\":\"eyJ"), whole());

        assertThat(token(Duration.ofSeconds(30)).value()).isEqualTo("eyJ");
    }

    @Test
    void aBodyThatDoesNotComeEndsWithTheDeadline() {
        plays(socket -> {
            sends("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{").play(socket);
            over.await();
        });

        var failure = catchThrowableOfType(TokenException.class, () -> token(Duration.ofMillis(300)));

        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure).hasMessageContaining("no complete answer within ");
    }

    @Test
    void aGiantBodyIsNotReadToItsEnd() {
        var piece = "x".repeat(1024 * 1024);
        Script giant = socket -> {
            sends("HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n").play(socket);
            while (over.getCount() > 0) {
                sends(piece).play(socket);
            }
        };
        plays(giant);

        assertThat(catchThrowableOfType(TokenException.class, () -> token(Duration.ofSeconds(2)))
                        .status())
                .isEqualTo(503);
    }
}
