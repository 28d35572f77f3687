package io.podpass.localkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalKubeTest {
    private static final int DEADLINE_SECONDS = 20;

    @Test
    void namesTheAddressThatIsTaken() {
        try (LocalKube kube = LocalKube.start(LocalKubeSettings.loopback())) {
            var settings = new LocalKubeSettings(kube.address(), Clock.systemUTC());

            assertThatThrownBy(() -> LocalKube.start(settings))
                    .isInstanceOf(LocalKubeException.class)
                    .hasMessageContaining("127.0.0.1:" + kube.address().getPort());
        }
    }

    @Test
    void listensToThisMachineOnly() {
        assertThatThrownBy(() -> new LocalKubeSettings(new InetSocketAddress("0.0.0.0", 0), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void pointsAKubeconfigAtAnyServer() {
        try (LocalKube kube = LocalKube.start(LocalKubeSettings.loopback())) {
            assertThat(kube.kubeconfig(URI.create("http://127.0.0.1:1234"))).contains("server: http://127.0.0.1:1234");
            assertThat(kube.uri())
                    .hasScheme("http")
                    .hasHost("127.0.0.1")
                    .hasPort(kube.address().getPort());
        }
    }

    @Test
    void establishesAWatchBeforeAnythingHappensAndEndsItWhenItCloses() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            LocalKube kube = LocalKube.start(LocalKubeSettings.loopback());
            HttpResponse<InputStream> watch = client.sendAsync(
                            HttpRequest.newBuilder(kube.uri().resolve("/api/v1/pods?watch=1&resourceVersion=1000"))
                                    .build(),
                            BodyHandlers.ofInputStream())
                    .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertThat(watch.statusCode()).isEqualTo(200);

            kube.close();

            try (var reader = new BufferedReader(new InputStreamReader(watch.body(), StandardCharsets.UTF_8))) {
                assertThat(reader.lines()).allSatisfy(line -> assertThat(line).isBlank());
            }
        }
    }
}
