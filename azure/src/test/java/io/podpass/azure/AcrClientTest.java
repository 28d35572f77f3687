package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.podpass.azure.FakeServer.Answer;
import io.podpass.core.Authority;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registry that answers as it should, and ones that do not. */
final class AcrClientTest {
    private static final String ENTRA_TOKEN = "entra-token-of-the-node";
    private static final String TENANT = "72f1a0c5-5d2e-4f0b-9c2b-3f6a5d0e7b11";

    private final SSLContext tls = FakeTls.context();
    private final FakeServer server = new FakeServer(tls);
    private final FakeServer elsewhere = new FakeServer(tls);
    private final StoryClock clock = new StoryClock();
    private final HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
    private final AcrClient client = new AcrClient(http, clock, clock);
    private final Authority registry = Authority.of(server.uri() + "/").orElseThrow();
    private final Token entra =
            new Token(ENTRA_TOKEN, clock.instant(), clock.instant().plusSeconds(3600), AcrClient.AUDIENCE, "Bearer");

    @AfterEach
    void stop() {
        http.close();
        server.close();
        elsewhere.close();
    }

    private Answer challenge(String realm) {
        return new Answer(
                401, "{}", Map.of("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"orders.azurecr.io\""));
    }

    private Answer challenge() {
        return challenge(server.uri() + "/oauth2/token");
    }

    private static String jwt(String claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{}".getBytes(UTF_8)) + "." + encoder.encodeToString(claims.getBytes(UTF_8))
                + ".c2lnbmF0dXJl";
    }

    private static Answer refreshToken(String token) {
        return new Answer(200, "{\"refresh_token\":\"" + token + "\"}");
    }

    private static Answer accessToken(String access) {
        return new Answer(200, "{\"access_token\":\"" + jwt("{\"access\":" + access + "}") + "\"}");
    }

    private Instant deadline() {
        return clock.instant().plus(Duration.ofSeconds(50));
    }

    private Token exchange() {
        return client.exchange(registry, TENANT, entra, deadline());
    }

    private boolean mayPull(Answer... answers) {
        server.answers(answers);
        var token = new Token(
                "refresh", clock.instant(), clock.instant().plusSeconds(60), registry.toString(), "refresh_token");
        return client.mayPull(registry, "team/app", token, deadline());
    }

    @Test
    void entrasTokenIsExchangedWithTheTenantAndTheServiceOfTheChallenge() {
        var end = clock.instant().plus(Duration.ofHours(3)).getEpochSecond();
        server.answers(challenge(), refreshToken(jwt("{\"exp\":" + end + "}")));

        var token = exchange();

        assertThat(token.value()).isEqualTo(jwt("{\"exp\":" + end + "}"));
        assertThat(token.expiresOn()).isEqualTo(Instant.ofEpochSecond(end));
        assertThat(server.seen().getFirst().target()).isEqualTo("/v2/");
        var sent = server.seen().getLast();
        assertThat(sent.method() + " " + sent.target()).isEqualTo("POST /oauth2/exchange");
        assertThat(sent.body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=access_token",
                        "service=orders.azurecr.io",
                        "tenant=" + TENANT,
                        "access_token=" + ENTRA_TOKEN);
    }

    @Test
    void tokenThatDoesNotSayWhenItEndsIsKeptForShort() {
        server.answers(challenge(), refreshToken("opaque"));

        assertThat(exchange().expiresOn()).isEqualTo(clock.instant().plusSeconds(AcrClient.SECONDS_UNSAID));
    }

    @Test
    void nothingIsSentToARealmElsewhere() {
        server.answers(challenge(elsewhere.uri() + "/oauth2/token"));

        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("wants the token to be sent elsewhere");
        assertThat(elsewhere.seen()).isEmpty();
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void redirectsAreNotFollowed() {
        server.answers(challenge(), new Answer(307, "", Map.of("Location", elsewhere.uri() + "/oauth2/exchange")));

        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("did not take the token")
                .withMessageContaining("HTTP 307");
        assertThat(elsewhere.seen()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AcrClient(
                        HttpClient.newBuilder()
                                .followRedirects(HttpClient.Redirect.NORMAL)
                                .build(),
                        clock,
                        clock));
    }

    @Test
    void whoDoesNotChallengeGetsNoToken() {
        server.answers(new Answer(200, "{}"));

        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("HTTP 200 instead of HTTP 401; no token was sent there");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void whatTheRegistrySaysIsToldAndNoToken() {
        server.answers(
                challenge(),
                new Answer(
                        401,
                        "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\",\"detail\":null}]}"));

        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("HTTP 401 UNAUTHORIZED: authentication required")
                .withMessageContaining(TENANT)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain(ENTRA_TOKEN));
    }

    @Test
    void whatPassesIsTriedAgain() {
        server.answers(
                new Answer(503, ""),
                challenge(),
                new Answer(429, "", Map.of("Retry-After", "5")),
                refreshToken("opaque"));
        var begin = clock.instant();

        assertThat(exchange().value()).isEqualTo("opaque");
        assertThat(Duration.between(begin, clock.instant())).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void registryThatStaysDownIsUnavailable() {
        server.answers(new Answer(503, ""));

        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(this::exchange)
                .withMessageContaining("answered HTTP 503")
                .extracting(TokenException::kind)
                .isEqualTo(TokenException.Kind.UNAVAILABLE);
        assertThat(server.seen()).hasSize(AcrCalls.MAX_ATTEMPTS);
    }

    @Test
    void mayPullWhatTheScopedTokenOpens() {
        assertThat(mayPull(
                        challenge(),
                        accessToken("[{\"type\":\"repository\",\"name\":\"team/app\",\"actions\":[\"pull\"]}]")))
                .isTrue();
        assertThat(server.seen().getLast().body()).contains("scope=repository%3Ateam%2Fapp%3Apull");
    }

    @Test
    void mayNotPullWhatItDoesNotOpen() {
        assertThat(mayPull(challenge(), accessToken("[]"))).isFalse();
        assertThat(mayPull(
                        challenge(),
                        accessToken(
                                "[{\"type\":\"repository\",\"name\":\"team/app\",\"actions\":[\"metadata_read\"]}]")))
                .isFalse();
        assertThat(mayPull(
                        challenge(),
                        accessToken("[{\"type\":\"repository\",\"name\":\"other\",\"actions\":[\"pull\"]}]")))
                .isFalse();
        assertThat(mayPull(challenge(), new Answer(401, "{}"))).isFalse();
    }
}
