package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An IMDS that issues a token to whoever asks, remembers every request, and tells instance metadata. */
final class FakeImds implements AutoCloseable {
    record Seen(String target, Map<String, List<String>> headers) {}

    private final HttpServer server;
    private final List<Seen> seen = new ArrayList<>();
    private Runnable beforeAnswer = () -> {};

    FakeImds() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    synchronized void forget() {
        seen.clear();
    }

    synchronized void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    private void handle(HttpExchange exchange) throws IOException {
        synchronized (this) {
            seen.add(new Seen(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders())));
            beforeAnswer.run();
        }
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var body = exchange.getRequestURI().getPath().equals("/metadata/identity/oauth2/token")
                ? "{\"access_token\":\"token-for-" + query.replaceAll(".*client_id=", "")
                        + "\",\"refresh_token\":\"\",\"expires_in\":\"86399\",\"expires_on\":\"1795608000\","
                        + "\"not_before\":\"1795521300\",\"resource\":\"https://vault.azure.net\",\"token_type\":\"Bearer\","
                        + "\"client_id\":\"c\",\"ext_expires_in\":\"86399\"}"
                : "{\"imds\":\"" + exchange.getRequestURI().getRawPath() + "\"}";
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
