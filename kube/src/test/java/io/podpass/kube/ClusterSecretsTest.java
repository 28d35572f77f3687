package io.podpass.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.core.ObjectKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClusterSecretsTest {
    private static final ObjectKey KEY = new ObjectKey("shop", "login");

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private KubernetesClient client;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/namespaces/shop/secrets/login", exchange -> {
            asked.incrementAndGet();
            var bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void readsWhatIsThereAtThatMoment() {
        body = secret("b25l");
        assertThat(Secrets.of(client).read(KEY).get("clientSecret"))
                .asString(UTF_8)
                .isEqualTo("one");

        body = secret("dHdv");
        assertThat(Secrets.of(client).read(KEY).get("clientSecret"))
                .asString(UTF_8)
                .isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource({
        "403, true, may not read Secret shop/login: let the agent's service account get it",
        "404, true, there is no Secret shop/login: create it",
        "503, false, cannot read Secret shop/login: the API server answered 503",
        "401, false, cannot read Secret shop/login: the API server answered 401",
    })
    void saysWhyASecretCannotBeReadAndAsksOnce(int answer, boolean denied, String message) {
        status = answer;

        assertThatExceptionOfType(KubeException.class)
                .isThrownBy(() -> Secrets.of(client).read(KEY))
                .withMessage(message)
                .satisfies(failure -> assertThat(failure.denied()).isEqualTo(denied));
        assertThat(asked).hasValue(1);
    }

    @Test
    void doesNotQuoteAValueThatIsNoBase64() {
        body = secret("hush hush");

        assertThatExceptionOfType(KubeException.class)
                .isThrownBy(() -> Secrets.of(client).read(KEY))
                .withMessage("Secret shop/login has a value at clientSecret that is no base64");
    }

    private static String secret(String value) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"login\"},"
                + "\"data\":{\"clientSecret\":\"" + value + "\"}}";
    }
}
