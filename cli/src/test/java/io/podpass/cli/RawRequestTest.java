package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RawRequestTest {
    @Test
    void sendsTheTargetExactlyAsGiven() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var seen = answerOnce(server, "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno");

            var answer = RawRequest.get(
                    new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
                    "/Metadata\\identity%2foauth2;x/token",
                    "Metadata: true");

            assertThat(answer).isEqualTo(new RawRequest.Answer(400, "no"));
            assertThat(seen.get(10, TimeUnit.SECONDS))
                    .startsWith("GET /Metadata\\identity%2foauth2;x/token HTTP/1.1\r\n")
                    .contains("\r\nMetadata: true\r\n");
        }
    }

    @Test
    void refusedConnectionIsStatusZeroWithTheReason() throws Exception {
        int free;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }

        var answer = RawRequest.get(new InetSocketAddress(InetAddress.getLoopbackAddress(), free), "/");

        assertThat(answer.status()).isZero();
        assertThat(answer.body()).contains("refused");
    }

    private static CompletableFuture<String> answerOnce(ServerSocket server, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (var socket = server.accept()) {
                var request = new StringBuilder();
                while (request.indexOf("\r\n\r\n") < 0) {
                    request.append((char) socket.getInputStream().read());
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                return request.toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
