package io.podpass.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainTokenRequestTest {
    @Test
    void tellsStatusAndReasonOfARefusal() throws Exception {
        var refusal = "{\"error\":\"forbidden\",\"error_description\":\"no binding selects this pod\"}";
        try (var imds = FakeMetadataService.thatAnswers(403, refusal)) {
            assertThat(new PlainTokenRequest(imds.uri()).ask("https://vault.azure.net", Optional.of("a b")))
                    .isEqualTo(new Outcome.Token(403, "no binding selects this pod"));
            assertThat(imds.requests())
                    .containsExactly("/metadata/identity/oauth2/token?api-version=2018-02-01"
                            + "&resource=https%3A%2F%2Fvault.azure.net&client_id=a+b");
        }
    }

    @Test
    void neverRepeatsATokenThatTheSdkDidNotGet() throws Exception {
        try (var imds = FakeMetadataService.thatIssues()) {
            var outcome = new PlainTokenRequest(imds.uri()).ask("https://vault.azure.net", Optional.empty());

            assertThat(outcome.status()).isEqualTo(200);
            assertThat(outcome.reason()).doesNotContain(FakeMetadataService.TOKEN);
        }
    }

    @Test
    void statusIsZeroIfNobodyListens() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var outcome = new PlainTokenRequest(URI.create("http://127.0.0.1:" + free)).ask("a", Optional.empty());

        assertThat(outcome.status()).isZero();
        assertThat(outcome.reason()).startsWith("ConnectException");
    }
}
