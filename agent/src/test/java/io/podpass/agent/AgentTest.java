package io.podpass.agent;

import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.assigned;
import static io.podpass.agent.Samples.assignment;
import static io.podpass.agent.Samples.pod;
import static io.podpass.agent.Samples.recreated;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.core.AssignmentState;
import io.podpass.core.Pod;
import io.podpass.http.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole agent but the Kubernetes client, over real sockets; the pod calls from 127.1.0.11. */
final class AgentTest {
    private static final String ADDRESS = "127.1.0.11";
    private static final Pod ORDERS = pod("orders", ADDRESS);
    private static final String TOKEN =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net";
    private static final String METADATA = "Metadata: true";

    private final StoryClock clock = new StoryClock();
    private final FakeNode node = new FakeNode(clock).with(ORDERS).with(assigned(ORDERS, IDENTITY));
    private final FakeImds imds = new FakeImds();
    private Agent agent = start(settings());

    private AgentSettings settings() {
        return AgentSettings.defaults(Samples.NODE)
                .with(Addresses.DEFAULTS
                        .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .withImds(imds.uri()))
                .with(RedirectSettings.NONE);
    }

    private Agent start(AgentSettings settings) {
        return Agent.start(settings, () -> node, clock, new FakeCommands());
    }

    private void restart(Answers answers) {
        agent.close();
        agent = start(settings().with(answers));
    }

    private RawHttp.Answer get(String target, String... headers) throws IOException {
        return RawHttp.sendFrom(ADDRESS, agent.port(), "GET", target, headers);
    }

    @AfterEach
    void close() {
        agent.close();
        imds.close();
    }

    @Test
    void givesThePodItsIdentitysTokenInTheOldShape() throws IOException {
        var answer = get(TOKEN, METADATA);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.hasHeader("Content-Type", "application/json")).isTrue();
        assertThat(answer.hasHeader(
                        "Content-Length", String.valueOf(answer.body().length())))
                .isTrue();
        assertThat(answer.body())
                .isEqualTo("{\"access_token\":\"token-for-" + IDENTITY.clientId()
                        + "\",\"refresh_token\":\"\",\"expires_in\":\"86399\",\"expires_on\":\""
                        + StoryClock.START.plusSeconds(86399).getEpochSecond()
                        + "\",\"not_before\":\"1795521300\",\"resource\":\"https://vault.azure.net\","
                        + "\"token_type\":\"Bearer\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//metadata/identity/oauth2/token",
                "/Metadata/identity/oauth2/token",
                "/metadata/identity/oauth2/token/",
                "http://169.254.169.254/metadata/identity/oauth2/token"
            })
    void acceptsTheSpellingsThatSdksSend(String path) throws IOException {
        assertThat(get(path + "?resource=https://vault.azure.net", METADATA).status())
                .isEqualTo(200);
    }

    @Test
    void theMetadataHeaderIsRequiredAndItsValueExact() throws IOException {
        for (var answer : new RawHttp.Answer[] {get(TOKEN), get(TOKEN, "Metadata: True"), get("/metadata/instance")}) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.hasHeader("Content-Type", "application/json; charset=utf-8"))
                    .isTrue();
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"Required metadata header not"
                            + " specified\"}\n");
        }
        assertThat(imds.seen()).isEmpty();
    }

    @Test
    void theMetadataHeaderCanBeMadeOptional() throws IOException {
        restart(new Answers(false, false, false));

        assertThat(get(TOKEN).status()).isEqualTo(200);
    }

    @Test
    void aTokenNeedsAResource() throws IOException {
        var answer = get("/metadata/identity/oauth2/token?api-version=2018-02-01", METADATA);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.hasHeader("Content-Type", "text/plain; charset=utf-8"))
                .isTrue();
        assertThat(answer.body()).isEqualTo("parameter resource cannot be empty\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "HEAD", "DELETE", "BREW"})
    void onlyGetIsAllowed(String method) throws IOException {
        var answer = RawHttp.sendFrom(ADDRESS, agent.port(), method, TOKEN, METADATA);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.hasHeader("Allow", "GET")).isTrue();
    }

    @Test
    void requestsThatAProxyPassedOnAreNotAnswered() throws IOException {
        assertThat(get(TOKEN, METADATA, "X-Forwarded-For: 10.0.0.1").status()).isEqualTo(400);
        assertThat(get("/metadata/instance", METADATA, "x-forwarded-for: 10.0.0.1")
                        .status())
                .isEqualTo(400);
        assertThat(imds.seen()).isEmpty();
    }

    @Test
    void passesInstanceMetadataOnInARequestOfItsOwn() throws IOException {
        var answer = get(
                "//metadata/./instance/compute/vmId?api-version=2021-02-01&format=text",
                METADATA,
                "Cookie: a=b",
                "Authorization: Bearer x",
                "X-Anything: y");

        assertThat(answer.status()).isEqualTo(200);
        var seen = imds.seen().getFirst();
        assertThat(seen.target()).isEqualTo("/metadata/instance/compute/vmId?api-version=2021-02-01&format=text");
        assertThat(seen.headers().keySet()).containsExactlyInAnyOrder("Host", "Metadata", "User-agent");
    }

    @Test
    void instanceMetadataCanBeBlocked() throws IOException {
        restart(new Answers(false, true, true));

        var answer = get("/Metadata/instance/compute?api-version=2021-02-01");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("Request blocked by AAD Pod Identity NMI\n");
        assertThat(get("/metadata/versions", METADATA).status()).isEqualTo(200);
    }

    @Test
    void whatIsNotListedIsNotForwarded() throws IOException {
        for (var path :
                new String[] {"/", "/metadata", "/metadata/identity", "/metadata/identity/info", "/latest/meta-data"}) {
            assertThat(get(path, METADATA).status()).isEqualTo(404);
        }
        assertThat(imds.seen()).isEmpty();
    }

    @Test
    void aRefusalHasTheShapeOfImdsAndAStableReason() throws IOException {
        node.with(Samples.labelled(ORDERS, ""));

        var answer = get(TOKEN, METADATA);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.hasHeader("x-podpass-reason", "no-label")).isTrue();
        assertThat(answer.body())
                .startsWith("{\"error\":\"access_denied\",\"error_description\":\"the pod has no label");
    }

    @Test
    void notYetIs404SoThatSdksAskAgain() throws IOException {
        node.without(assigned(ORDERS, IDENTITY));

        var answer = get(TOKEN, METADATA);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"error\":\"not_found\",");
    }

    @Test
    void notYetIs503WithTheTimeWhenThatIsAskedFor() throws IOException {
        restart(new Answers(true, true, false));
        node.without(assigned(ORDERS, IDENTITY));

        var answer = get(TOKEN, METADATA);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.hasHeader("Retry-After", "20")).isTrue();
    }

    @Test
    void aWaitingRequestIsAnsweredOnceTheIdentityIsAttached() throws IOException {
        node.with(assignment(ORDERS, IDENTITY, AssignmentState.CREATED));
        node.after(Duration.ofSeconds(42), () -> node.with(assigned(ORDERS, IDENTITY)));

        assertThat(get(TOKEN, METADATA).status()).isEqualTo(200);
        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(42));
    }

    @Test
    void theNodeItselfGetsNoPodsToken() throws IOException {
        assertThat(RawHttp.get(agent.port(), TOKEN, METADATA).status()).isEqualTo(403);
    }

    @Test
    void anAddressThatMovesToAnotherPodMeanwhileYieldsNoToken() throws IOException {
        imds.beforeAnswer(() -> node.with(recreated(ORDERS)));

        var answer = get(TOKEN, METADATA);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("token-for");
    }

    @Test
    void aGrantThatIsTakenBackMeanwhileYieldsNoToken() throws IOException {
        imds.beforeAnswer(() -> node.without(assigned(ORDERS, IDENTITY)));

        var answer = get(TOKEN, METADATA);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("token-for");
    }

    @Test
    void aSecondRequestIsAnsweredFromTheCacheButNotForAPodWithoutTheGrant() throws IOException {
        get(TOKEN, METADATA);
        assertThat(get(TOKEN, METADATA).status()).isEqualTo(200);
        assertThat(imds.seen()).hasSize(1);

        node.without(assigned(ORDERS, IDENTITY));
        assertThat(get(TOKEN, METADATA).status()).isEqualTo(404);
    }

    @Test
    void bypassCacheGetsATokenThatWasFetchedForIt() throws IOException {
        get(TOKEN, METADATA);
        assertThat(get(TOKEN + "&bypass_cache=yes", METADATA).status()).isEqualTo(200);
        assertThat(imds.seen()).hasSize(1);

        assertThat(get(TOKEN + "&bypass_cache=true", METADATA).status()).isEqualTo(200);
        assertThat(imds.seen()).hasSize(2);
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings()
                    .with(Addresses.DEFAULTS.withListen(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort())));

            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> start(settings))
                    .withMessageStartingWith("cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
        }
    }

    @Test
    void isReadyOnceTheNodeIsKnown() throws InterruptedException {
        agent.awaitReady(Duration.ofSeconds(1));
        assertThat(agent.ready()).isTrue();
        node.notSynced();
        assertThat(agent.ready()).isFalse();
        assertThatExceptionOfType(AgentException.class).isThrownBy(() -> agent.awaitReady(Duration.ofSeconds(1)));
    }

    @Test
    void aCallerThatWantsTheConnectionClosedReadsToItsEnd() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET /metadata HTTP/1.1\r\nHost: x\r\nMetadata: true\r\nConnection: close\r\n\r\n"
                            .getBytes(ISO_8859_1));

            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 404");
        }
    }
}
