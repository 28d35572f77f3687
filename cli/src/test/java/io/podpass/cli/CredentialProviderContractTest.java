package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podpass.azure.Token;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of {@code credentialprovider.kubelet.k8s.io/v1}, as kubelet writes and reads it. */
final class CredentialProviderContractTest {
    private static final Token REFRESH_TOKEN =
            new Token("s3cret", Instant.EPOCH, Instant.EPOCH, "https://orders.azurecr.io/", "refresh_token");

    @Test
    void requestIsReadWithWhateverElseKubeletSends() {
        var request = CredentialProviderRequest.parse("""
                {"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1",
                 "image":"orders.azurecr.io/app","serviceAccountToken":"ey","serviceAccountAnnotations":{"a":"b"},
                 "later":1}""");

        assertThat(request.image()).isEqualTo("orders.azurecr.io/app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}",
                "{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1\"}"
            })
    void whatIsNoRequestIsRefused(String text) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> CredentialProviderRequest.parse(text));
    }

    @Test
    void otherVersionIsRefusedWithTheOneToSet() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CredentialProviderRequest.parse("{\"kind\":\"CredentialProviderRequest\","
                        + "\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1beta1\",\"image\":\"a/b\"}"))
                .withMessageContaining("set apiVersion: credentialprovider.kubelet.k8s.io/v1 of the provider");
    }

    @Test
    void brokenRequestIsNotQuoted() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CredentialProviderRequest.parse("{\"serviceAccountToken\":\"eyJsecret\"x"))
                .satisfies(refused -> assertThat(refused.toString()).doesNotContain("eyJsecret"));
    }

    @Test
    void responseHasTheUserOfZerosAndTheRefreshToken() {
        assertThat(CredentialProviderResponse.of("orders.azurecr.io", REFRESH_TOKEN, Duration.ofHours(1))
                        .json())
                .isEqualTo("{\"kind\":\"CredentialProviderResponse\","
                        + "\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1\","
                        + "\"cacheKeyType\":\"Registry\",\"cacheDuration\":\"3600s\",\"auth\":{\"orders.azurecr.io\":"
                        + "{\"username\":\"00000000-0000-0000-0000-000000000000\",\"password\":\"s3cret\"}}}");
    }

    @Test
    void responseWithoutACredentialIsStillOne() {
        assertThat(CredentialProviderResponse.none(Duration.ofMinutes(10)).json())
                .isEqualTo("{\"kind\":\"CredentialProviderResponse\","
                        + "\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1\","
                        + "\"cacheKeyType\":\"Registry\",\"cacheDuration\":\"600s\",\"auth\":{}}");
    }

    @Test
    void printsNoPassword() {
        assertThat(CredentialProviderResponse.of("orders.azurecr.io", REFRESH_TOKEN, Duration.ZERO)
                        .toString())
                .doesNotContain("s3cret");
    }
}
