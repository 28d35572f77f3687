package io.podpass.agent;

import io.podpass.azure.WholeAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks IMDS for metadata on a pod's behalf, in a request of our own making: the cleaned path, the query, and no header
 * of the pod's but {@code Metadata}.
 */
final class PassThrough {
    private static final Logger LOG = LoggerFactory.getLogger(PassThrough.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** An instance document has a few thousand; attested data a few tens of thousands. */
    private static final int MAX_BODY_BYTES = 1024 * 1024;

    /** What RFC 3986 allows in a query. It is data to IMDS, whatever it says: the path alone decides what is asked for. */
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9=&._~:/%+*,()\\[\\]!$';@?-]*");

    private final URI imds;
    private final HttpClient http;

    PassThrough(URI imds, HttpClient http) {
        this.imds = imds;
        this.http = http;
    }

    Reply forward(RequestPath path, String rawQuery, boolean metadataHeader) throws InterruptedException {
        if (!QUERY.matcher(rawQuery).matches()) {
            return Replies.invalidRequest();
        }
        URI uri;
        try {
            uri = imds.resolve(path.clean() + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
        } catch (IllegalArgumentException _) {
            // An escape that is none.
            return Replies.invalidRequest();
        }
        var request = HttpRequest.newBuilder(uri).GET();
        if (metadataHeader) {
            request.header("Metadata", "true");
        }
        try {
            var response = WholeAnswers.to(request.build(), http, BodyHandlers.ofByteArray(), MAX_BODY_BYTES, TIMEOUT);
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().firstValue("Retry-After").ifPresent(value -> headers.put("Retry-After", value));
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                    response.body(),
                    headers);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("imds", imds).setCause(e).log("instance metadata could not be fetched");
            return Reply.text(500, "cannot reach the instance metadata service");
        }
    }
}
