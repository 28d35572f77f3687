package io.podpass.agent;

import static io.podpass.agent.FaultyImds.body;
import static io.podpass.agent.FaultyImds.bytes;
import static io.podpass.agent.FaultyImds.status;
import static io.podpass.agent.FaultyImds.token;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.ORDERS;
import static io.podpass.agent.Samples.assigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.ImdsClient;
import io.podpass.core.CredentialMode;
import io.podpass.http.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that decides in the agent, before an IMDS that fails in every way; what is waited for passes in the story's time. */
final class ImdsFaultsTest {
    private static final String HALF =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"access_token\":\"a-tok";
    private static final int LIMIT_SECONDS = 60;

    private final StoryClock clock = new StoryClock();
    private final FakeNode node = new FakeNode(clock).with(ORDERS).with(assigned(ORDERS, IDENTITY));
    private final FaultyImds imds = new FaultyImds();
    private final MetadataRules agent = agent();

    private MetadataRules agent() {
        var http = ImdsClient.plainHttpClient();
        var client = new ImdsClient(imds.uri(), http, clock, clock);
        var gates = Gates.of(clock, clock);
        return Agent.rules(
                AgentSettings.defaults(Samples.NODE),
                node,
                clock,
                gates,
                new Issuers(Map.of(CredentialMode.ATTACHED, new AttachedTokens(client)), client::hostToken, _ -> true),
                new PassThrough(imds.uri(), http, gates.metadata(), clock),
                new Observers(_ -> {}, List.of(), (_, _) -> {}, () -> {}),
                CallerRoutes.unchecked(),
                Runnable::run);
    }

    private Reply ask(String audience) {
        try {
            return agent.answer(
                    new MetadataRequest(
                            "GET",
                            "/metadata/identity/oauth2/token",
                            "resource=" + audience,
                            Optional.of("true"),
                            false,
                            new StillPeer(Samples.ADDRESS),
                            Optional.empty()),
                    false);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @AfterEach
    void close() throws IOException {
        imds.close();
    }

    @Test
    void cachedTokensAreServedWhileImdsIsDeadAndNewOnesOnceItIsBack() throws IOException {
        imds.answers(token());
        assertThat(ask("kept").status()).isEqualTo(200);

        imds.die();
        assertThat(ask("kept").status()).isEqualTo(200);
        assertThat(ask("new").status()).isEqualTo(503);

        imds.revive();
        assertThat(ask("new").status()).isEqualTo(200);
    }

    @Test
    void anExpiredTokenIsNotServedHoweverDeadImdsIs() throws IOException {
        imds.answers(token());
        assertThat(ask("kept").status()).isEqualTo(200);
        imds.die();

        clock.advance(Duration.ofHours(1));

        assertThat(ask("kept").status()).isEqualTo(503);
    }

    @Test
    void aThrottledCallIsMadeAgainWhenImdsSays() {
        imds.answers(status(429, "Retry-After: 3"), status(429, "Retry-After: 4"), token());

        assertThat(ask("new").status()).isEqualTo(200);
        assertThat(clock.passed()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
        assertThat(imds.requests()).isEqualTo(3);
    }

    @Test
    void throttlingThatDoesNotEndIsTheIssuersWordAndNoTokenComesOfIt() {
        imds.answers(status(429, "Retry-After: 5"));

        assertThat(ask("new").status()).isIn(403, 503);
        // SDKs go on for about two minutes: an answer after that would reach nobody.
        assertThat(clock.passed()).isLessThan(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 500, 502, 503})
    void whatPassesIsWaitedFor(int status) {
        imds.answers(status(status), token());

        assertThat(ask("new").status()).isEqualTo(200);
    }

    @Test
    void aRefusalIsPassedOnAtOnce() {
        imds.answers(status(400));

        assertThat(ask("new").status()).isEqualTo(403);
        assertThat(imds.requests()).isEqualTo(1);
    }

    @Test
    void aHalfSentAnswerIsAskedForAgain() {
        imds.answers(bytes(HALF), bytes("HTTP/1.1 200"), bytes(""), token());

        assertThat(ask("new").status()).isEqualTo(200);
        assertThat(imds.requests()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void halfSentAnswersWithoutEndAreAnImdsThatIsAway() {
        imds.answers(bytes(HALF));

        var reply = ask("new");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.text()).doesNotContain("a-tok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "{}", "[]", "null", "{\"access_token\": \"x\"}", "\u0000\u0001"})
    void whatIsNoTokenIsNeverServedAsOneNorKept(String nonsense) {
        imds.answers(body("text/html", nonsense));
        assertThat(ask("new").status()).isIn(403, 503);

        imds.answers(token());
        assertThat(ask("new").status()).isEqualTo(200);
    }

    @Test
    void aSlowImdsHoldsUpNobodyWhoseTokenIsKept() throws Exception {
        imds.answers(token());
        assertThat(ask("kept").status()).isEqualTo(200);
        var asked = new CountDownLatch(1);
        var may = new CountDownLatch(1);
        imds.answers(FaultyImds.tokenOnce(asked, may));
        var waiting = new CompletableFuture<Reply>();
        Thread.startVirtualThread(() -> waiting.complete(ask("slow")));
        assertThat(asked.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(ask("kept").status()).isEqualTo(200);
        assertThat(waiting).isNotDone();

        may.countDown();
        assertThat(waiting.get(LIMIT_SECONDS, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
}
