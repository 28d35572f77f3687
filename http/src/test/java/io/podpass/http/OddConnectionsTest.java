package io.podpass.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do to a server that no SDK does, over real sockets. Time limits are short; nothing measures time. */
final class OddConnectionsTest {
    private static final String PEER = "127.1.0.31";
    private static final String OTHER = "127.1.0.32";
    private static final String GET = "GET /fast HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String HOLD = "GET /hold HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String LAST = "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    /** More than the buffers of both ends hold. */
    private static final int BIG = 32 * 1024 * 1024;

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpListener server = start(ConnectionLimits.DEFAULTS);

    private HttpListener start(ConnectionLimits limits) {
        return HttpListener.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), this::answer, limits);
    }

    private void restart(ConnectionLimits limits) {
        server.close();
        server = start(limits);
    }

    private Reply answer(Request request) throws InterruptedException {
        seen.add(request.method() + " " + request.target());
        if (request.target().equals("/hold")) {
            request.peer().watch();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.add(request.peer().address());
                throw e;
            }
        }
        if (request.target().equals("/big")) {
            return new Reply(200, "text/plain", new byte[BIG], Map.of());
        }
        return Reply.json(200, "{\"path\":\"" + request.target() + "\"}");
    }

    @AfterEach
    void close() {
        release.countDown();
        server.close();
    }

    private RawConnection connect(String source) throws IOException {
        return new RawConnection(source, server.port());
    }

    private boolean isClosed(RawConnection connection) {
        try {
            return connection.send(GET).answer().status() == 0;
        } catch (SocketException _) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertOthersAreAnswered() throws IOException {
        try (var other = connect(OTHER)) {
            assertThat(other.send(GET).answer().status()).isEqualTo(200);
        }
    }

    private String next(BlockingQueue<String> queue) throws InterruptedException {
        return String.valueOf(queue.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void aRequestEndsWhenItsCallerHangsUp() throws IOException, InterruptedException {
        try (var caller = connect(PEER)) {
            caller.send(HOLD);
            assertThat(next(seen)).isEqualTo("GET /hold");
        }

        assertThat(next(interrupted)).isEqualTo(PEER);
    }

    @Test
    void hangingUpEndsNobodyElsesRequest() throws IOException, InterruptedException {
        try (var stays = connect(PEER)) {
            stays.send(HOLD);
            next(seen);
            try (var leaves = connect(PEER)) {
                leaves.send(HOLD);
                next(seen);
            }
            next(interrupted);
            release.countDown();

            assertThat(stays.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsSentWhileARequestWaitsIsTheNextRequest() throws IOException, InterruptedException {
        try (var caller = connect(PEER)) {
            caller.send(HOLD);
            next(seen);
            caller.send("GET /second HTTP/1.1\r\nHo").send("st: x\r\n\r\n" + GET);
            release.countDown();

            assertThat(caller.answer().body()).contains("/hold");
            assertThat(caller.answer().body()).contains("/second");
            assertThat(caller.answer().body()).contains("/fast");
        }
    }

    @Test
    void aConnectionThatWaitedIsUsedAgain() throws IOException, InterruptedException {
        release.countDown();
        try (var caller = connect(PEER)) {
            for (var i = 0; i < 20; i++) {
                assertThat(caller.send(HOLD).answer().status()).isEqualTo(200);
                assertThat(caller.send(GET).answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        var requests = new StringBuilder();
        for (var i = 0; i < 200; i++) {
            requests.append("GET /r").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        try (var caller = connect(PEER)) {
            caller.send(requests.toString());
            for (var i = 0; i < 200; i++) {
                assertThat(caller.answer().body()).isEqualTo("{\"path\":\"/r" + i + "\"}");
            }
        }
    }

    @Test
    void aRequestThatDoesNotComeToItsEndIsEnded() throws IOException {
        restart(new ConnectionLimits(16, 8, SHORT, LONG, LONG));
        try (var slow = connect(PEER)) {
            slow.send("GET /slow HTTP/1.1\r\nHost: x\r\nX-Slow: ");

            assertThat(slow.rest()).startsWith("HTTP/1.1 408 ");
        }
        assertThat(seen).isEmpty();
        assertOthersAreAnswered();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /fa",
                "GET /fast HTTP/1.1\r\n",
                "GET /fast HTTP/1.1\r\nHost: x\r\nX-Bro",
                "GET /fast HTTP/1.1\r\nHost: x\r\n\r"
            })
    void aRequestThatIsBrokenOffIsNotAnswered(String text) throws IOException {
        try (var caller = connect(PEER)) {
            caller.sendLast(text.getBytes(ISO_8859_1));

            assertThat(caller.rest()).isEmpty();
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aBodyThatDoesNotComeToItsEndIsEnded() throws IOException {
        restart(new ConnectionLimits(16, 8, SHORT, LONG, LONG));
        try (var slow = connect(PEER)) {
            slow.send("GET /fast HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");

            assertThat(slow.answer().status()).isEqualTo(200);
            assertThat(slow.rest()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void anAnswerThatIsNotReadIsEnded() throws IOException, InterruptedException {
        restart(new ConnectionLimits(16, 8, LONG, SHORT, SHORT));
        try (var deaf = connect(PEER)) {
            deaf.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
            next(seen);
            try (var silent = connect(OTHER)) {
                // By then the limits have passed.
                assertThat(silent.rest()).isEmpty();
            }

            assertThat(deaf.rest()).hasSizeLessThan(BIG);
        }
    }

    @Test
    void aConnectionOverWhichNothingComesIsClosed() throws IOException {
        restart(new ConnectionLimits(16, 8, LONG, LONG, SHORT));
        try (var silent = connect(PEER);
                var once = connect(PEER)) {
            assertThat(once.send(GET).answer().status()).isEqualTo(200);

            assertThat(silent.rest()).isEmpty();
            assertThat(once.rest()).isEmpty();
        }
    }

    @Test
    void aWaitingRequestIsNotIdle() throws IOException, InterruptedException {
        restart(new ConnectionLimits(16, 8, SHORT, SHORT, SHORT));
        try (var silent = connect(OTHER);
                var caller = connect(PEER)) {
            caller.send(HOLD);
            next(seen);
            // By now the limits have passed.
            assertThat(silent.rest()).isEmpty();
            release.countDown();

            assertThat(caller.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void oneCallerHasAShareOfTheConnectionsOnly() throws IOException, InterruptedException {
        restart(new ConnectionLimits(8, 4, LONG, LONG, LONG));
        var open = new ArrayList<RawConnection>();
        try {
            for (var i = 0; i < 4; i++) {
                open.add(connect(PEER).send(HOLD));
                next(seen);
            }
            try (var more = connect(PEER)) {
                assertThat(more.rest()).startsWith("HTTP/1.1 503 ").contains("x-podpass-reason: too-many-connections");
            }
            assertOthersAreAnswered();
            release.countDown();
            for (var connection : open) {
                assertThat(connection.answer().status()).isEqualTo(200);
            }
        } finally {
            for (var connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void whoHasTheMostConnectionsMakesRoomWhenThereAreTooMany() throws IOException {
        restart(new ConnectionLimits(4, 4, LONG, LONG, LONG));
        try (var first = connect(PEER);
                var second = connect(PEER);
                var third = connect(PEER);
                var fourth = connect(PEER)) {
            for (var connection : List.of(first, second, third, fourth)) {
                assertThat(connection.send(GET).answer().status()).isEqualTo(200);
            }

            assertOthersAreAnswered();

            // The first, unless the server has not come to see yet that its answer is written.
            assertThat(List.of(first, second, third).stream().filter(this::isClosed))
                    .hasSize(1);
            assertThat(fourth.send(GET).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void hugeHeadersAreRefused() throws IOException {
        try (var caller = connect(PEER)) {
            caller.send("GET /fast HTTP/1.1\r\nHost: x\r\nX-Huge: " + "a".repeat(100 * 1024) + "\r\n\r\n");

            assertThat(caller.answer().status()).isEqualTo(431);
        }
        assertThat(seen).isEmpty();
        assertOthersAreAnswered();
    }

    @Test
    void headersWithoutEndAreRefused() throws IOException {
        try (var caller = connect(PEER)) {
            caller.send("GET /fast HTTP/1.1\r\n" + "X-More: and more\r\n".repeat(5000));

            assertThat(caller.answer().status()).isEqualTo(431);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aHugeRequestLineIsRefused() throws IOException {
        try (var caller = connect(PEER)) {
            caller.send("GET /" + "a".repeat(100 * 1024) + " HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(caller.answer().status()).isEqualTo(414);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aBodyIsIgnoredAndNeverTakenForARequest() throws IOException {
        var hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
        for (var framed : List.of(
                "Content-Length: " + hidden.length() + "\r\n\r\n" + hidden,
                "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(hidden.length()) + "\r\n" + hidden
                        + "\r\n0\r\n\r\n")) {
            try (var caller = connect(PEER)) {
                caller.send("GET /fast HTTP/1.1\r\nHost: x\r\n" + framed + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n");

                assertThat(caller.answer().body()).contains("/fast");
                assertThat(caller.answer().body()).contains("/next");
            }
        }
        assertThat(seen).containsExactly("GET /fast", "GET /next", "GET /fast", "GET /next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nContent-Length: 50",
                "Content-Length: 5, 50",
                "Content-Length: +5",
                "Content-Length: -1",
                "Content-Length: 0x5",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Content-Length : 5",
                "X: y\r\n folded: 1",
                "X y",
                "Content-Length: 999999999999999999999"
            })
    void framingWithMoreThanOneMeaningEndsTheConnection(String headers) throws IOException {
        try (var caller = connect(PEER)) {
            caller.send(
                    "GET /fast HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\nGET /hidden HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(caller.answer().status()).isBetween(400, 501);
            assertThat(caller.rest()).isEmpty();
        }
        assertThat(seen).isEmpty();
        assertOthersAreAnswered();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET /fast\r\n\r\n",
                "GET  /fast HTTP/1.1\r\n\r\n",
                "GET /fast HTTP/1.1 \r\n\r\n",
                "G@T /fast HTTP/1.1\r\n\r\n",
                "G\u0000T /fast HTTP/1.1\r\n\r\n",
                "G\u00e4T /fast HTTP/1.1\r\n\r\n",
                "GET /fast HTTP/3.0\r\n\r\n",
                " GET /fast HTTP/1.1\r\n\r\n",
                "GET /fast HTTP/1.1\n\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void whatIsNoRequestIsRefused(String text) throws IOException {
        try (var caller = connect(PEER)) {
            caller.send(text);

            assertThat(caller.answer().status()).isEqualTo(400);
            assertThat(caller.rest()).isEmpty();
        }
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: x\r\n", "Connection: keep-alive\r\n", "Content-Length: 3\r\n"})
    void aRequestOfHttp10IsAnsweredAndEndsItsConnection(String headers) throws IOException {
        try (var caller = connect(PEER)) {
            caller.send("GET /fast HTTP/1.0\r\n" + headers + "\r\n" + GET);

            var answer = caller.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.hasHeader("Connection", "close")).isTrue();
            assertThat(caller.rest()).isEmpty();
        }
        assertThat(seen).containsExactly("GET /fast");
    }

    @Test
    void aRequestLineMayComeByteByByte() throws IOException {
        for (var version : List.of("1.0", "1.1")) {
            try (var caller = connect(PEER)) {
                for (var letter : ("GET /fast HTTP/" + version + "\r\nHost: x\r\n\r\n").split("", -1)) {
                    caller.send(letter);
                }

                assertThat(caller.answer().status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: x\r\nHost: x\r\n", "Host: x\r\nhost: y\r\n"})
    void aRequestOfHttp11HasOneHost(String hosts) throws IOException {
        try (var caller = connect(PEER)) {
            caller.send("GET /fast HTTP/1.1\r\n" + hosts + "\r\n" + GET);

            assertThat(caller.answer().status()).isEqualTo(400);
            assertThat(caller.rest()).isEmpty();
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void anAnswerToHeadHasNoBodyThatCouldBeTakenForAnAnswer() throws IOException {
        try (var caller = connect(PEER)) {
            caller.send("HEAD" + GET.substring(3)).send(LAST);

            assertThat(caller.rest().split("HTTP/1.1 ", -1))
                    .hasSize(3)
                    .satisfies(parts -> assertThat(parts[1]).endsWith("\r\n\r\n"));
        }
    }
}
