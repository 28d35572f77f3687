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
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private FakeMetadataService(int status, String body) throws IOException {
        this.status = status;
        this.body = body;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static FakeMetadataService thatIssues() throws IOException {
        return new FakeMetadataService(200, ISSUED);
    }

    static FakeMetadataService thatAnswers(int status, String body) throws IOException {
        return new FakeMetadataService(status, body);
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
            var wellAsked = "true".equals(exchange.getRequestHeaders().getFirst("Metadata"));
            var bytes = (wellAsked ? body : "no Metadata header").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(wellAsked ? status : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
