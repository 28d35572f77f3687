package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The body of Entra's refusals (spec azure-platform §2.7). */
final class EntraErrors {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Ids ids;

    EntraErrors(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    Reply reply(HttpCall call, EntraRefusal refusal) {
        String trace = ids.guid();
        String correlation = call.header("client-request-id").orElseGet(ids::guid);
        String stamp = STAMP.format(clock.instant());
        ObjectNode body = Json.object();
        body.put("error", refusal.error());
        body.put(
                "error_description",
                "AADSTS" + refusal.code() + ": " + refusal.getMessage() + " Trace ID: " + trace + " Correlation ID: "
                        + correlation + " Timestamp: " + stamp);
        body.putArray("error_codes").add(refusal.code());
        body.put("timestamp", stamp);
        body.put("trace_id", trace);
        body.put("correlation_id", correlation);
        body.put("error_uri", "https://login.microsoftonline.com/error?code=" + refusal.code());
        return Reply.json(refusal.status(), body)
                .with("Cache-Control", "no-store, no-cache")
                .with("Pragma", "no-cache");
    }
}
