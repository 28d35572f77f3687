package io.podpass.workload;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The request that the SDK makes, made once and by hand, as a person with curl would: the SDK hides the status and
 * the reason of a refusal (spec azure-platform §1.5).
 */
final class PlainTokenRequest {
    /** A metadata service may hold a request while an identity is on its way, but a person would not wait longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI imds;

    PlainTokenRequest(URI imds) {
        this.imds = imds;
    }

    /** Never throws for want of an answer: that is status 0. */
    Outcome.Token ask(String audience, Optional<String> clientId) {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(PATIENCE)
                .build()) {
            var request = HttpRequest.newBuilder(uri(audience, clientId))
                    .header("Metadata", "true")
                    .timeout(PATIENCE)
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            // The body of a success is a token, hence not for printing.
            return answer.statusCode() == 200
                    ? new Outcome.Token(200, "issued to a plain request, but the SDK got none")
                    : new Outcome.Token(answer.statusCode(), ErrorBody.reason(answer.body()));
        } catch (IOException e) {
            return new Outcome.Token(0, Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Token(0, "interrupted");
        }
    }

    private URI uri(String audience, Optional<String> clientId) {
        var base = imds.toString().replaceAll("/+$", "");
        var query = "api-version=2018-02-01&resource=" + encoded(audience)
                + clientId.map(id -> "&client_id=" + encoded(id)).orElse("");
        return URI.create(base + "/metadata/identity/oauth2/token?" + query);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
