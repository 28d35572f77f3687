package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podpass.localazure.AppRegistration;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EntraClientTest {
    private static final String VAULT = "https://vault.azure.net";
    private static final ClientCredential.Secret SECRET = new ClientCredential.Secret("hush-hush");
    private static final String CLIENT = "11111111-aaaa-bbbb-cccc-222222222222";

    private final LocalAzure azure = LocalAzure.start(LocalAzureSettings.loopback());
    private final HttpClient http =
            HttpClient.newBuilder().sslContext(azure.sslContext()).build();
    private final AppRegistration application = azure.registerApplication("orders");
    private final EntraClient entra = new EntraClient(http, Clock.systemUTC(), Pause.real());

    private final SSLContext tls = FakeTls.context();
    private final HttpClient fakeHttp = HttpClient.newBuilder().sslContext(tls).build();
    private final EntraClient fakeEntra = new EntraClient(fakeHttp, Clock.systemUTC(), Pause.real());

    @AfterAll
    void stop() {
        fakeHttp.close();
        http.close();
        azure.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VAULT,
                "https://database.windows.net/",
                "api://Orders/V1",
                "11111111-2222-3333-4444-555555555555",
                "https://storage.azure.com"
            })
    void audienceReachesTheTokenAsItWasAskedFor(String audience) {
        var token = entra.token(login(), new ClientCredential.Secret(application.addSecret()), audience, soon());

        assertThat(claims(token)).contains("\"aud\":\"" + audience + "\"");
        assertThat(token.resource()).isEqualTo(audience);
    }

    @Test
    void tokenEndsWhenEntraSays() {
        var before = Clock.systemUTC().instant();
        var token = entra.token(login(), new ClientCredential.Secret(application.addSecret()), VAULT, soon());

        assertThat(Duration.between(before, token.expiresOn()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(token.type()).isEqualTo("Bearer");
    }

    @Test
    void certificateOpens() {
        var credential = ClientCredential.ofPkcs12(application.addCertificate("pass"), "pass");

        assertThat(claims(entra.token(login(), credential, VAULT, soon()))).contains("\"appidacr\":\"2\"");
    }

    @Test
    void certificateThatEntraDoesNotKnowIsRefused() {
        var strangers = azure.registerApplication("stranger").addCertificate("");

        assertThat(failure(ClientCredential.ofPkcs12(strangers, "")))
                .returns(403, TokenException::status)
                .hasMessageContaining("AADSTS700027");
    }

    @Test
    void wrongSecretIsRefusedInEntrasWordsWithoutTheSecretOrTheWholeClientId() {
        assertThat(failure(SECRET))
                .returns(403, TokenException::status)
                .hasMessageContaining("HTTP 401 AADSTS7000215: ")
                .hasMessageNotContaining("hush-hush")
                .hasMessageNotContaining(application.clientId());
    }

    @Test
    void secretThatWasTakenBackOpensNothingMore() {
        var value = application.addSecret();
        entra.token(login(), new ClientCredential.Secret(value), VAULT, soon());

        application.removeSecret(value);

        assertThat(failure(new ClientCredential.Secret(value)).status()).isEqualTo(403);
    }

    @Test
    void onlyTheAuthorityIsAskedAndOnlyForTheToken() {
        try (var server = new FakeServer(tls)) {
            server.answers(new FakeServer.Answer(
                    200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t\"}"));

            assertThat(ask(server).value()).isEqualTo("t");

            assertThat(server.seen()).singleElement().satisfies(seen -> {
                assertThat(seen.method()).isEqualTo("POST");
                assertThat(seen.target()).isEqualTo("/tenant/oauth2/v2.0/token");
                assertThat(seen.body()).contains("grant_type=client_credentials", "client_secret=hush-hush");
            });
        }
    }

    @Test
    void redirectIsNotFollowed() {
        try (var server = new FakeServer(tls);
                var elsewhere = new FakeServer(tls)) {
            server.answers(
                    new FakeServer.Answer(307, "", Map.of("Location", elsewhere.uri() + "/tenant/oauth2/v2.0/token")));

            var failure = catchThrowableOfType(TokenException.class, () -> ask(server));

            assertThat(failure.status()).isEqualTo(403);
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void adfsIsAskedAtItsOwnEndpointWhenTheTenantIsCalledSo() {
        try (var server = new FakeServer(tls)) {
            server.answers(new FakeServer.Answer(
                    200, "{\"access_token\":\"a-token\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));

            var token = fakeEntra.token(new EntraLogin(server.uri(), "adfs", CLIENT), SECRET, VAULT, soon());

            assertThat(token.value()).isEqualTo("a-token");
            assertThat(server.seen()).extracting(FakeServer.Seen::target).containsExactly("/adfs/oauth2/token");
        }
    }

    @Test
    void answerThatIsNoTokenIsARefusal() {
        try (var server = new FakeServer(tls)) {
            server.answers(new FakeServer.Answer(200, "<html>"));

            assertThat(catchThrowableOfType(TokenException.class, () -> ask(server))
                            .status())
                    .isEqualTo(403);
        }
    }

    /** What has answered may be a proxy on the way. */
    @Test
    void anAnswerThatIsFarTooLongIsNotReadToItsEnd() {
        var clock = new StoryClock();
        try (var server = new FakeServer(tls)) {
            server.answers(new FakeServer.Answer(
                    200,
                    "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\""
                            + "t".repeat(EntraTransport.MAX_BODY_BYTES) + "\"}"));

            var failure = catchThrowableOfType(
                    TokenException.class,
                    () -> new EntraClient(fakeHttp, clock, clock)
                            .token(login(server), SECRET, VAULT, clock.instant().plusSeconds(30)));

            assertThat(failure.status()).isEqualTo(503);
        }
    }

    @Test
    void busyEntraIsAskedAgainWhenItSaysSo() {
        var clock = new StoryClock();
        var start = clock.instant();
        try (var server = new FakeServer(tls)) {
            server.answers(
                    new FakeServer.Answer(429, "{\"error\":\"busy\"}", Map.of("Retry-After", "7")),
                    new FakeServer.Answer(
                            200, "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t\"}"));

            assertThat(new EntraClient(fakeHttp, clock, clock)
                            .token(login(server), SECRET, VAULT, clock.instant().plusSeconds(30))
                            .value())
                    .isEqualTo("t");
            assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void entraThatStaysBrokenIsNoRefusal() {
        var clock = new StoryClock();
        try (var server = new FakeServer(tls)) {
            server.answers(new FakeServer.Answer(503, ""));

            var failure = catchThrowableOfType(
                    TokenException.class,
                    () -> new EntraClient(fakeHttp, clock, clock)
                            .token(login(server), SECRET, VAULT, clock.instant().plusSeconds(30)));

            assertThat(failure.status()).isEqualTo(503);
            assertThat(server.seen()).hasSize(EntraClient.MAX_ATTEMPTS);
        }
    }

    @Test
    void entraThatIsNotThereIsNoRefusal() {
        URI gone;
        try (var server = new FakeServer(tls)) {
            gone = server.uri().resolve("/");
        }
        var clock = new StoryClock();

        var failure = catchThrowableOfType(
                TokenException.class,
                () -> new EntraClient(fakeHttp, clock, clock)
                        .token(
                                new EntraLogin(gone, "tenant", CLIENT),
                                SECRET,
                                VAULT,
                                clock.instant().plusSeconds(2)));

        assertThat(failure)
                .returns(503, TokenException::status)
                .hasMessageStartingWith("cannot reach Entra at " + gone);
    }

    @Test
    void passedDeadlineAsksNobody() {
        try (var server = new FakeServer(tls)) {
            var failure = catchThrowableOfType(
                    TokenException.class,
                    () -> fakeEntra.token(
                            login(server), SECRET, VAULT, Clock.systemUTC().instant()));

            assertThat(failure.status()).isEqualTo(503);
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void fileThatIsNoCertificateIsNamedWithoutItsContent() {
        var file = application.addCertificate("pass");

        assertThatThrownBy(() -> ClientCredential.ofPkcs12(file, "word"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it is no PKCS#12 file, or the password is not that of the file");
        assertThatThrownBy(() -> ClientCredential.ofPkcs12("hush".getBytes(UTF_8), "word"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void nothingPrintsACredential() {
        List<Object> printed = new ArrayList<>();
        printed.add(SECRET);
        printed.add(ClientCredential.ofPkcs12(application.addCertificate("pass"), "pass"));

        assertThat(printed.toString()).doesNotContain("hush").doesNotContainIgnoringCase("modulus");
    }

    private TokenException failure(ClientCredential credential) {
        return catchThrowableOfType(TokenException.class, () -> entra.token(login(), credential, VAULT, soon()));
    }

    private Token ask(FakeServer server) {
        return fakeEntra.token(login(server), SECRET, VAULT, soon());
    }

    private EntraLogin login() {
        return new EntraLogin(azure.login(), azure.tenantId(), application.clientId());
    }

    private static EntraLogin login(FakeServer server) {
        return new EntraLogin(server.uri().resolve("/"), "tenant", CLIENT);
    }

    private static java.time.Instant soon() {
        return Clock.systemUTC().instant().plusSeconds(60);
    }

    private static String claims(Token token) {
        return new String(Base64.getUrlDecoder().decode(token.value().split("\\.", -1)[1]), UTF_8);
    }
}
