package io.podpass.agent;

import io.podpass.azure.TokenException;
import io.podpass.azure.WholeAnswers;
import io.podpass.http.Peer;
import io.podpass.http.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks IMDS for metadata on a pod's behalf, in a request of our own making: the cleaned path, the query, and no header
 * of the pod's but {@code Metadata}. IMDS answers a machine only so often, so callers take turns.
 */
final class PassThrough {
    private static final Logger LOG = LoggerFactory.getLogger(PassThrough.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** For a turn to ask; who does not get one by then is told to come again. */
    static final Duration PATIENCE = Duration.ofSeconds(3);
    /** An instance document has a few thousand; user data, the longest there is, 64 KiB in base 64. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    /** What RFC 3986 allows in a query. It is data to IMDS, whatever it says: the path alone decides what is asked for. */
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9=&._~:/%+*,()\\[\\]!$';@?-]*");

    private final URI imds;
    private final HttpClient http;
    private final FairGate gate;
    private final Clock clock;

    PassThrough(URI imds, HttpClient http, FairGate gate, Clock clock) {
        this.imds = imds;
        this.http = http;
        this.gate = gate;
        this.clock = clock;
    }

    Reply forward(RequestPath path, MetadataRequest asked, boolean metadataHeader) throws InterruptedException {
        var rawQuery = asked.query();
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
        return inTurn(request.build(), asked.peer());
    }

    /** Turns go round by address: which pod it is does not matter for what is the same for all. */
    private Reply inTurn(HttpRequest request, Peer peer) throws InterruptedException {
        peer.watch();
        try {
            var turn = gate.enter(peer.address());
            try {
                turn.await(clock.instant().plus(PATIENCE));
                return fetch(request);
            } finally {
                turn.skip();
            }
        } catch (RefusedException e) {
            return Replies.refusal(e.refusal(), false);
        } catch (TokenException _) {
            return Replies.refusal(
                    Refusal.tooMany("the node asks for as much instance metadata as it may, no answer in time"), false);
        }
    }

    private Reply fetch(HttpRequest request) throws InterruptedException {
        try {
            var response = WholeAnswers.to(request, http, BodyHandlers.ofByteArray(), MAX_BODY_BYTES, TIMEOUT);
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().firstValue("Retry-After").ifPresent(value -> headers.put("Retry-After", value));
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                    response.body(),
                    headers);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("imds", imds)
                    .addKeyValue("problem", e)
                    .log("instance metadata could not be fetched");
            return Reply.text(500, "cannot reach the instance metadata service");
        }
    }
}
