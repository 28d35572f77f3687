package io.podpass.workload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Gives everyone the same answer, if asked as a metadata service wants to be asked, and remembers who asked for what. */
final class FakeMetadataService implements AutoCloseable {
    static final String TOKEN = "made-up-token";
    static final String ISSUED = "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":\"86399\","
            + "\"expires_on\":\"4102444800\",\"not_before\":\"1700000000\","
            + "\"resource\":\"https://vault.azure.net\",\"token_type\":\"Bearer\",\"client_id\":\"id\"}";

    private final HttpServer server;
    private final int status;
    private final String body;
    private volatile boolean ready;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private FakeMetadataService(int status, String body, boolean ready) throws IOException {
        this.ready = ready;
        this.status = status;
        this.body = body;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static FakeMetadataService thatIssues() throws IOException {
        return new FakeMetadataService(200, ISSUED, true);
    }

    static FakeMetadataService thatAnswers(int status, String body) throws IOException {
        return new FakeMetadataService(status, body, true);
    }

    /** Has no token for the SDK until somebody else asks: then it has one for everybody. */
    static FakeMetadataService thatIssuesOnceAskedPlainly() throws IOException {
        return new FakeMetadataService(200, ISSUED, false);
    }

    /** The targets asked for, each as it stood in the request line. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestURI().toString());
            if (!"true".equals(exchange.getRequestHeaders().getFirst("Metadata"))) {
                answer(exchange, 400, "no Metadata header");
            } else if (!ready && bySdk(exchange)) {
                answer(exchange, 404, "not yet");
            } else {
                ready = true;
                answer(exchange, status, body);
            }
        }
    }

    private static boolean bySdk(HttpExchange exchange) {
        var agent = exchange.getRequestHeaders().getFirst("User-Agent");
        return agent != null && agent.contains("azsdk");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
