package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Excepted;
import io.podpass.core.Decision.Permitted;
import io.podpass.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The shapes of all answers that are made here (spec aad-pod-identity §2.4, §2.5, §2.9). */
final class Replies {
    /** What {@code --set-retry-after-header} has always promised. */
    static final int RETRY_AFTER_SECONDS = 20;

    private Replies() {}

    static Reply noMetadataHeader() {
        return Reply.json(
                400,
                "{\"error\":\"invalid_request\",\"error_description\":\"Required metadata header not specified\"}\n");
    }

    /** IMDS refuses these as well: a proxy was tricked into asking (spec azure-platform §1.1). */
    static Reply forwarded() {
        return error(400, "invalid_request", "Requests with the header X-Forwarded-For are not answered");
    }

    static Reply invalidRequest() {
        return Reply.text(400, "Invalid request");
    }

    static Reply noResource() {
        return Reply.text(400, "parameter resource cannot be empty");
    }

    static Reply noPodNamed() {
        return Reply.text(400, "missing 'podname' and 'podns' from request header");
    }

    /** 500 as ever, though the fault is the caller's. */
    static Reply notFromTheNode() {
        return Reply.text(500, "request remote address is not from a host");
    }

    static Reply instanceMetadataBlocked() {
        return Reply.text(403, "Request blocked by AAD Pod Identity NMI");
    }

    static Reply notFound() {
        return error(404, "not_found", "The agent of this node does not serve this path");
    }

    static Reply methodNotAllowed() {
        return error(405, "method_not_allowed", "Not allowed").withHeader("Allow", "GET");
    }

    static Reply tokens(Issued issued, Instant now) {
        return new Reply(200, "application/json", issued.body().at(now), Map.of());
    }

    /** What programs of the node get (spec aad-pod-identity §2.10): the first token alone. */
    static Reply hostToken(Permitted permitted, Issued issued, Instant now) {
        var first = TokenBody.of(issued.tokens().subList(0, 1)).at(now);
        var body = new ObjectNode(JsonNodeFactory.instance);
        body.putRawValue("token", new RawValue(new String(first, UTF_8)));
        body.put("clientid", clientId(permitted));
        return new Reply(200, "application/json", body.toString().getBytes(UTF_8), Map.of());
    }

    /** That there is a token, without it. */
    static Reply trial(Permitted permitted, Issued issued, Instant now) {
        var body = new ObjectNode(JsonNodeFactory.instance);
        body.put("client_id", clientId(permitted));
        body.put("source", issued.origin().name().toLowerCase(Locale.ROOT));
        body.put("expires_in", Duration.between(now, issued.expiresOn()).toSeconds());
        return Reply.json(200, body.toString());
    }

    private static String clientId(Permitted permitted) {
        return switch (permitted) {
            case Allowed(var assignment) -> assignment.identity().clientId();
            case Excepted(var requested) -> requested.clientId().orElse("");
        };
    }

    /** {@code retryAfter} turns "not yet" into 503 with the header that tells when. */
    static Reply refusal(Refusal refusal, boolean retryAfter) {
        var notYet = refusal.status() == 404;
        var reply = error(notYet && retryAfter ? 503 : refusal.status(), refusal.error(), refusal.description())
                .withHeader(Reply.REASON, refusal.reason());
        if (refusal.status() == 429) {
            return reply.withHeader("Retry-After", "1");
        }
        return notYet && retryAfter ? reply.withHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS)) : reply;
    }

    private static Reply error(int status, String error, String description) {
        var body = new ObjectNode(JsonNodeFactory.instance).put("error", error).put("error_description", description);
        return Reply.json(status, body.toString());
    }
}
