package io.podpass.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.podpass.azure.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An instance metadata service that issues tokens of a real one's size to whoever asks, and counts the calls. */
final class Imds implements AutoCloseable {
    /** About what Entra's tokens of managed identities come to. */
    private static final int TOKEN_LENGTH = 1400;

    private static final Duration LIFETIME = Duration.ofHours(24);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Clock clock;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<Duration> delay = new AtomicReference<>(Duration.ZERO);

    private Imds(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    static Imds start(Clock clock) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1024);
            var imds = new Imds(server, clock);
            server.setExecutor(imds.threads);
            server.createContext("/", imds::answer);
            server.start();
            return imds;
        } catch (IOException e) {
            throw new BenchException("no port for the instance metadata service: " + e.getMessage(), e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int calls() {
        return calls.get();
    }

    /** How long it takes over each answer from now on. */
    void delay(Duration value) {
        delay.set(value);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var call = calls.incrementAndGet();
            Pause.real().pause(delay.get());
            var now = clock.instant();
            var token = ("token-" + call + "-").repeat(TOKEN_LENGTH).substring(0, TOKEN_LENGTH);
            var body = """
                    {"access_token":"%s","client_id":"c","expires_in":"%d","expires_on":"%d","ext_expires_in":"%d",\
                    "not_before":"%d","resource":"https://vault.azure.net","token_type":"Bearer"}""".formatted(
                            token,
                            LIFETIME.toSeconds(),
                            now.plus(LIFETIME).getEpochSecond(),
                            LIFETIME.toSeconds(),
                            now.getEpochSecond())
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
