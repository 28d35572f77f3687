package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.podpass.azure.FakeServer.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import org.junit.jupiter.api.Test;

final class NamedHttpClientTest {
    private static final String NAME = "aad-pod-identity/MIC/1/abc/today fleet/7";

    @Test
    void armKnowsWhoAsks() {
        try (var arm = new FakeServer();
                var http = new NamedHttpClient(ImdsClient.plainHttpClient(), NAME)) {
            arm.answers(new Answer(200, "{}"));
            var clock = new StoryClock();
            var host = ArmHostsTest.HOST;

            new ArmHosts(arm.uri(), http, ArmHostsTest::armToken, clock, clock, ArmLimits.DEFAULTS).get(host);

            assertThat(arm.seen())
                    .singleElement()
                    .satisfies(
                            request -> assertThat(request.header("User-agent")).isEqualTo(NAME));
        }
    }

    @Test
    void entraKnowsWhoAsks() {
        var tls = FakeTls.context();
        try (var entra = new FakeServer(tls);
                var http = new NamedHttpClient(
                        HttpClient.newBuilder().sslContext(tls).build(), NAME)) {
            entra.answers(new Answer(200, "{\"access_token\":\"t\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"));
            var login = new EntraLogin(URI.create(entra.uri() + "/"), "tenant", "app");

            new EntraClient(http, Clock.systemUTC(), Pause.real())
                    .token(
                            login,
                            new ClientCredential.Secret("hunter2"),
                            "https://vault.azure.net",
                            Clock.systemUTC().instant().plusSeconds(30));

            assertThat(entra.seen())
                    .isNotEmpty()
                    .allSatisfy(
                            request -> assertThat(request.header("User-agent")).isEqualTo(NAME));
        }
    }

    @Test
    void aNameThatWouldBreakTheHeaderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamedHttpClient(ImdsClient.plainHttpClient(), "a\r\nX: b"));
    }
}
