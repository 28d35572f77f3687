package io.podpass.workload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** One vault with one secret and one storage account, for whoever brings the token of {@link FakeMetadataService}. */
final class FakeServices implements AutoCloseable {
    static final String SECRET = "s3cr\u00e9t";

    private final HttpsServer server;
    private final boolean roles;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    FakeServices(SSLContext tls, boolean roles) throws IOException {
        this.roles = roles;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/secrets/", this::secret);
        server.createContext("/inbox", this::blob);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void secret(HttpExchange exchange) throws IOException {
        if (!hasToken(exchange)) {
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Bearer authorization=\"https://login.microsoftonline.com/tenant\","
                                    + " resource=\"https://vault.azure.net\"");
            answer(exchange, 401, "application/json", "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"\"}}");
        } else if (!roles) {
            answer(
                    exchange,
                    403,
                    "application/json",
                    "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Caller is not authorized\","
                            + "\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}");
        } else {
            var id = "https://orders.vault.azure.net:" + port() + "/secrets/database/1";
            answer(exchange, 200, "application/json", "{\"value\":\"" + SECRET + "\",\"id\":\"" + id + "\"}");
        }
    }

    private void blob(HttpExchange exchange) throws IOException {
        if (!hasToken(exchange) || !roles) {
            exchange.getResponseHeaders().set("x-ms-error-code", "AuthorizationPermissionMismatch");
            answer(
                    exchange,
                    403,
                    "application/xml",
                    "<?xml version=\"1.0\"?><Error><Code>AuthorizationPermissionMismatch</Code></Error>");
            return;
        }
        var name = exchange.getRequestURI().getPath().replaceFirst("/inbox/?", "");
        exchange.getResponseHeaders().set("ETag", "\"0x1\"");
        exchange.getResponseHeaders().set("Last-Modified", "Tue, 06 Jan 2026 00:00:00 GMT");
        if (exchange.getRequestMethod().equals("PUT")) {
            blobs.put(name, exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(201, -1);
        } else if (name.isEmpty()) {
            answer(
                    exchange,
                    200,
                    "application/xml",
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs><Blob><Name>"
                            + String.join("</Name></Blob><Blob><Name>", blobs.keySet())
                            + "</Name></Blob></Blobs><NextMarker/></EnumerationResults>");
        } else {
            exchange.getResponseHeaders().set("x-ms-blob-type", "BlockBlob");
            answer(exchange, 200, "text/plain", new String(blobs.get(name), StandardCharsets.UTF_8));
        }
    }

    private static boolean hasToken(HttpExchange exchange) {
        return ("Bearer " + FakeMetadataService.TOKEN)
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
