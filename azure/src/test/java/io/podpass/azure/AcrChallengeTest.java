package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.core.Authority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcrChallengeTest {
    private static final Authority ORDERS = new Authority("https://orders.azurecr.io/");

    private static String challenge(String realm) {
        return "Bearer realm=\"" + realm + "\",service=\"orders.azurecr.io\"";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://orders.azurecr.io/oauth2/token",
                "https://ORDERS.azurecr.io/oauth2/token",
                "https://orders.azurecr.io:443/oauth2/token"
            })
    void realmAtTheRegistryItselfIsGood(String realm) {
        assertThat(AcrChallenge.of(List.of(challenge(realm)), ORDERS).service()).isEqualTo("orders.azurecr.io");
    }

    @Test
    void scopeAndSpacesDoNotMatter() {
        assertThat(AcrChallenge.of(
                                List.of("bearer service=\"s\", realm=\"https://orders.azurecr.io/oauth2/token\","
                                        + "scope=\"repository:app:pull\""),
                                ORDERS)
                        .service())
                .isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://evil.example/oauth2/token",
                "https://orders.azurecr.io.evil.example/oauth2/token",
                "https://orders.azurecr.io@evil.example/oauth2/token",
                "https://evil.example/?https://orders.azurecr.io/oauth2/token",
                "https://other.azurecr.io/oauth2/token",
                "http://orders.azurecr.io/oauth2/token",
                "https://orders.azurecr.io:8443/oauth2/token",
                "https://orders.azurecr.io/oauth2/token?to=evil.example",
                "https://orders.azurecr.io/oauth2/../evil/token",
                "https://orders.azurecr.io/",
                "//orders.azurecr.io/oauth2/token",
                "not an address"
            })
    void realmElsewhereIsRefused(String realm) {
        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(() -> AcrChallenge.of(List.of(challenge(realm)), ORDERS))
                .withMessageContaining("wants the token to be sent elsewhere")
                .withMessageEndingWith("it was sent nowhere")
                .extracting(TokenException::kind)
                .isEqualTo(TokenException.Kind.REFUSED);
    }

    @Test
    void firstRealmOfTwoIsTheOneThatCounts() {
        var twice = "Bearer realm=\"https://evil.example/oauth2/token\","
                + "realm=\"https://orders.azurecr.io/oauth2/token\",service=\"s\"";

        assertThatExceptionOfType(TokenException.class)
                .isThrownBy(() -> AcrChallenge.of(List.of(twice), ORDERS))
                .withMessageContaining("evil.example");
    }

    @Test
    void whatIsNoAzureRegistryGetsNoToken() {
        for (var headers : List.of(
                List.<String>of(),
                List.of("Basic realm=\"https://orders.azurecr.io/oauth2/token\""),
                List.of("Bearer realm=\"https://orders.azurecr.io/oauth2/token\""),
                List.of(challenge("https://orders.azurecr.io/oauth2/token"), "Basic realm=\"x\""))) {
            assertThatExceptionOfType(TokenException.class)
                    .as("%s", headers)
                    .isThrownBy(() -> AcrChallenge.of(headers, ORDERS))
                    .withMessageContaining("does not answer as an Azure container registry");
        }
    }
}
