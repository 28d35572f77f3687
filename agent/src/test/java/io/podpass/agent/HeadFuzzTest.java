package io.podpass.agent;

import static io.podpass.agent.RunningAgent.METADATA;
import static io.podpass.agent.RunningAgent.TOKEN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.podpass.core.Pod;
import io.podpass.http.RawConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a pod without a grant may write on its connection: whatever that is, it gets no token, none of it reaches IMDS as a
 * request for one, and a pod that has a grant goes on getting its own. An ordinary build tries the seeds alone; with
 * {@code JAZZER_FUZZ=1} in the environment others are looked for.
 */
final class HeadFuzzTest {
    private static final String STRANGER = "127.1.0.66";
    private static final String ISSUED = "token-for-";
    private static final String HOST = "Host: 169.254.169.254\r\n";
    private static final String METADATA_LINE = METADATA + "\r\n";
    private static final String ASK = "GET " + TOKEN + " HTTP/1.1\r\n";

    private static RunningAgent agent;

    @BeforeAll
    static void start() {
        agent = new RunningAgent(settings -> settings.with(settings.paths().withHostToken(true)));
        var granted = Samples.pod("orders", RunningAgent.ADDRESS);
        Pod stranger = Samples.labelled(Samples.pod("stranger", STRANGER), Map.of());
        agent.node.with(granted, stranger).with(Samples.assigned(granted, Samples.IDENTITY));
    }

    @AfterAll
    static void close() {
        agent.close();
    }

    static Stream<byte[]> heads() {
        var request = ASK + HOST + METADATA_LINE + "\r\n";
        return Stream.of(
                        request,
                        request + request,
                        request.replace("\r\n", "\n"),
                        request.replace("HTTP/1.1", "HTTP/1.0"),
                        "GET http://169.254.169.254" + TOKEN + " HTTP/1.1\r\n" + HOST + METADATA_LINE + "\r\n",
                        "\r\n\r\n" + request,
                        "GET /metadata/instance/..%2fidentity/oauth2/token?resource=x HTTP/1.1\r\n" + HOST
                                + METADATA_LINE + "\r\n",
                        "GET /metadata/instance?api-version=2021-02-01 HTTP/1.1\r\n" + HOST + METADATA_LINE + "\r\n",
                        "GET /metadata/versions HTTP/1.1\r\n" + HOST + "Metadata:true\r\nmetadata: false\r\n\r\n",
                        "GET /metadata/versions HTTP/1.1\r\n" + HOST + METADATA_LINE + "Content-Length: "
                                + request.length() + "\r\n\r\n" + request,
                        "POST /metadata/versions HTTP/1.1\r\n" + HOST + METADATA_LINE
                                + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n" + request,
                        "GET /metadata/versions HTTP/1.1\r\n" + HOST + METADATA_LINE
                                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + request,
                        "GET /host/token?resource=x HTTP/1.1\r\n" + HOST + "podns: shop\r\npodname: orders\r\n\r\n",
                        ASK + HOST + METADATA_LINE + "X-Forwarded-For: " + RunningAgent.ADDRESS + "\r\n\r\n",
                        ASK + HOST + METADATA_LINE + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
                        ASK + HOST + METADATA_LINE
                                + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                        "CONNECT 169.254.169.254:80 HTTP/1.1\r\n" + HOST + "\r\n" + request,
                        "PROXY TCP4 " + RunningAgent.ADDRESS + " 169.254.169.254 1 80\r\n" + request,
                        ASK + "Host: a\r\nHost: b\r\n folded: c\r\nMetadata\t: true\r\n: x\r\n\0: y\r\n\r\n",
                        ASK + HOST + "Metadata: tr")
                .map(head -> head.getBytes(ISO_8859_1));
    }

    @MethodSource("heads")
    @DictionaryEntries({
        "GET ",
        "HEAD ",
        " HTTP/1.1\\x0d\\x0a",
        "\\x0d\\x0a\\x0d\\x0a",
        "Metadata: true\\x0d\\x0a",
        "Host: ",
        "podns: shop\\x0d\\x0a",
        "podname: orders\\x0d\\x0a",
        "Content-Length: ",
        "Transfer-Encoding: chunked\\x0d\\x0a",
        "X-Forwarded-For: ",
        "Connection: close\\x0d\\x0a",
        "/metadata/identity/oauth2/token?resource=x",
        "/metadata/instance",
        "/host/token?resource=x",
        "http://169.254.169.254",
        "%2e%2e/",
        "..;/"
    })
    @FuzzTest(maxDuration = "5m")
    void whateverAPodWithoutAGrantWritesGetsItNoTokenAndHarmsNobody(byte @NotNull [] written) throws IOException {
        // Jazzer takes every connection for a forged one.
        try (var _ = BugDetectors.allowNetworkConnections()) {
            agent.imds.forget();
            // Instance metadata may be asked for five times a second, and the agent's time moves with the test alone.
            agent.clock.advance(Duration.ofMillis(200));

            var answers = answersTo(written);
            assertThat(answers).doesNotContain(ISSUED).doesNotContain("access_token");
            // That of /host/token, which has always been a 500, is the only one.
            assertThat(answers.split("HTTP/1.1 500 ", -1))
                    .as(answers)
                    .hasSize(answers.split("request remote address is not from a host", -1).length);

            assertThat(agent.imds.seen()).noneMatch(seen -> NaiveReadings.anyIsAToken(seen.target()));
            assertThat(agent.get(TOKEN, METADATA).body()).contains(ISSUED);
        }
    }

    /** Everything up to the end of the connection, which the agent may reset. */
    private static String answersTo(byte[] written) throws IOException {
        try (var connection = new RawConnection(STRANGER, agent.port())) {
            connection.sendLast(written);
            return connection.rest();
        }
    }
}
