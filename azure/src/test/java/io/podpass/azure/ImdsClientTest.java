package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podpass.azure.FakeServer.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImdsClientTest {
    private static final String VAULT = "https://vault.azure.net";
    private static final String ANSWER = """
            {"access_token":"eyJ.secret.sig","refresh_token":"","expires_in":"3600","expires_on":"1506484173",\
            "not_before":"1506480273","resource":"https://vault.azure.net","token_type":"Bearer"}""";

    private final FakeServer imds = new FakeServer();
    private final StoryClock clock = new StoryClock();
    private final ImdsClient client = new ImdsClient(imds.uri(), ImdsClient.plainHttpClient(), clock, clock);

    @AfterEach
    void closeServer() {
        imds.close();
    }

    private Token token() {
        return client.token("client-1", VAULT, clock.instant().plusSeconds(60));
    }

    private TokenException failure() {
        return catchThrowableOfType(TokenException.class, this::token);
    }

    @Test
    void asksAsEverySdkDoes() {
        imds.answers(new Answer(200, ANSWER));

        token();

        var request = imds.seen().getFirst();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target())
                .isEqualTo("/metadata/identity/oauth2/token?api-version=2018-02-01"
                        + "&resource=https%3A%2F%2Fvault.azure.net&client_id=client-1");
        assertThat(request.header("Metadata")).isEqualTo("true");
        assertThat(request.headers()).doesNotContainKeys("Upgrade", "Http2-settings", "X-forwarded-for");
    }

    @Test
    void readsTheToken() {
        imds.answers(new Answer(200, ANSWER));

        assertThat(token())
                .isEqualTo(new Token(
                        "eyJ.secret.sig",
                        Instant.ofEpochSecond(1506480273),
                        StoryClock.START.plusSeconds(3600),
                        VAULT,
                        "Bearer"));
    }

    @Test
    void acceptsTimesAsNumbersAndExpiryByEitherField() {
        imds.answers(new Answer(200, "{\"access_token\":\"t\",\"expires_on\":1800000000}"));

        assertThat(token().expiresOn()).isEqualTo(Instant.ofEpochSecond(1800000000));
    }

    @Test
    void aTokenDoesNotPrintItsValue() {
        imds.answers(new Answer(200, ANSWER));

        assertThat(token().toString()).doesNotContain("secret");
    }

    @Test
    void neverAsksWithAnEmptyClientId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.token("", VAULT, clock.instant().plusSeconds(60)));
        assertThat(imds.seen()).isEmpty();
    }

    @Test
    void aRefusalIsFinalAndOfTheIssuersClass() {
        imds.answers(new Answer(400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}"));

        var failure = failure();

        assertThat(failure.status()).isEqualTo(403);
        assertThat(failure)
                .hasMessage("IMDS refused a token for https://vault.azure.net: HTTP 400 invalid_request: Identity not"
                        + " found");
        assertThat(imds.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 410, 429, 500, 503})
    void triesAgainWhatMayPass(int status) {
        imds.answers(new Answer(status, ""), new Answer(status, "gone for a moment"), new Answer(200, ANSWER));

        assertThat(token().value()).isEqualTo("eyJ.secret.sig");
        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        imds.answers(new Answer(429, "", Map.of("Retry-After", "7")), new Answer(200, ANSWER));

        token();

        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void waitsLongerEachTimeAndUsesTheTimeToItsEnd() {
        imds.answers(new Answer(410, ""));

        failure();

        assertThat(clock.pauses())
                .containsExactly(Stream.of(1, 2, 4, 8, 16, 16, 11)
                        .map(Duration::ofSeconds)
                        .toArray(Duration[]::new));
        assertThat(clock.instant()).isBefore(StoryClock.START.plusSeconds(60));
    }

    @Test
    void isPatientEnoughForAnImdsThatIsAwayFor70Seconds() {
        imds.answers(Collections.nCopies(8, new Answer(410, "")).toArray(Answer[]::new))
                .answers(new Answer(200, ANSWER));

        assertThat(client.token("client-1", VAULT, clock.instant().plusSeconds(75))
                        .value())
                .isEqualTo("eyJ.secret.sig");
        assertThat(clock.instant()).isAfterOrEqualTo(StoryClock.START.plusSeconds(70));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 410, 429, 500, 503})
    void whatDoesNotPassInTimeIsNoRefusal(int status) {
        imds.answers(new Answer(status, "{\"error\":\"too_many_requests\"}"));

        assertThat(failure().status()).isEqualTo(503);
    }

    @Test
    void asksNoMoreWhenItIsToldToComeBackTooLate() {
        imds.answers(new Answer(429, "", Map.of("Retry-After", "3600")));

        assertThat(failure().status()).isEqualTo(503);
        assertThat(imds.seen()).hasSize(1);
    }

    @Test
    void waitsASecondAtLeastWhateverItIsTold() {
        imds.answers(new Answer(429, "", Map.of("Retry-After", "0")), new Answer(200, ANSWER));

        token();

        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void anImdsThatCannotBeReachedIsALocalFailure() {
        var nowhere = new ImdsClient(URI.create("http://127.0.0.1:1"), ImdsClient.plainHttpClient(), clock, clock);

        var failure = catchThrowableOfType(
                TokenException.class,
                () -> nowhere.token("client-1", VAULT, clock.instant().plusSeconds(5)));

        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure).hasMessageStartingWith("cannot reach IMDS at http://127.0.0.1:1: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"access_token\":\"t", "[]", "null"})
    void anAnswerThatIsNoJsonObjectIsAskedForAgain(String body) {
        imds.answers(new Answer(200, body), new Answer(200, ANSWER));

        assertThat(token().value()).isEqualTo("eyJ.secret.sig");
    }

    @Test
    void anImdsThatAnswersNoJsonIsALocalFailureInTheEnd() {
        imds.answers(new Answer(200, "<html>"));

        assertThat(failure().status()).isEqualTo(503);
    }

    @Test
    void anAnswerWithoutATokenIsTheIssuersAndFinal() {
        imds.answers(new Answer(200, "{\"access_token\":\"t\"}"));

        assertThat(failure().status()).isEqualTo(403);
        assertThat(imds.seen()).hasSize(1);
    }

    @Test
    void aCachedTokenIsAskedForAgainAMarginBeforeItsEnd() {
        imds.answers(new Answer(200, ANSWER));
        var cached = new CachedToken(this::token, clock);

        cached.token();
        clock.advance(Duration.ofHours(1).minus(CachedToken.MARGIN).minusSeconds(1));
        cached.token();
        assertThat(imds.seen()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        cached.token();
        assertThat(imds.seen()).hasSize(2);
    }
}
