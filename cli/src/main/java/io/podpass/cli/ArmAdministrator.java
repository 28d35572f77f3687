package io.podpass.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Plain calls of the ARM REST API as an administrator makes them by hand. */
public final class ArmAdministrator implements AutoCloseable {
    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);

    private final URI endpoint;
    private final String bearer;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    public ArmAdministrator(URI endpoint, SSLContext trust, String token) {
        this.endpoint = endpoint;
        this.bearer = "Bearer " + token;
        this.http = HttpClient.newBuilder().sslContext(trust).build();
    }

    public JsonNode get(String path, String apiVersion) {
        return call(request(path, apiVersion).GET().build());
    }

    /** {@code body} is JSON text. */
    public JsonNode put(String path, String apiVersion, String body) {
        return call(request(path, apiVersion)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String apiVersion) {
        var mark = path.contains("?") ? "&" : "?";
        return HttpRequest.newBuilder(endpoint.resolve(path + mark + "api-version=" + apiVersion))
                .timeout(CALL_LIMIT)
                .header("Authorization", bearer);
    }

    private JsonNode call(HttpRequest request) {
        var what = request.method() + " " + request.uri().getPath();
        HttpResponse<String> response;
        try {
            response = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoException("ARM did not answer " + what + ": " + Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted during " + what, e);
        }
        if (response.statusCode() / 100 != 2) {
            throw new DemoException("ARM answered " + response.statusCode() + " to " + what + ": " + response.body());
        }
        try {
            return json.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new DemoException("ARM's answer to " + what + " is not JSON", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
