package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Entra's refusals (spec azure-platform §2.7). */
final class EntraErrors {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Ids ids;

    EntraErrors(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    Reply unknownTenant(HttpCall call, String named) {
        return error(
                call,
                400,
                call.method().equals("POST") ? "invalid_request" : "invalid_tenant",
                90002,
                "Tenant '" + named + "' not found. Check to make sure you have the correct tenant ID and are signing"
                        + " into the correct cloud. Check with your subscription administrator, this may happen if"
                        + " there are no active subscriptions for the tenant.");
    }

    Reply unknownInstance(HttpCall call) {
        return error(call, 400, "invalid_instance", 50049, "Unknown or invalid instance.");
    }

    /** No application of this tenant has a credential yet: what is missing is told, then that nobody has one. */
    Reply noGrant(HttpCall call) {
        Map<String, String> form = form(call);
        for (String field : new String[] {"grant_type", "client_id"}) {
            if (!form.containsKey(field)) {
                return error(
                        call,
                        400,
                        "invalid_request",
                        900144,
                        "The request body must contain the following parameter: '" + field + "'.");
            }
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(
                    call,
                    400,
                    "unsupported_grant_type",
                    70003,
                    "The app requested an unsupported grant type '" + form.get("grant_type") + "'.");
        }
        if (!form.containsKey("client_assertion") && !form.containsKey("client_secret")) {
            return error(
                    call,
                    401,
                    "invalid_client",
                    7000216,
                    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant"
                            + " type.");
        }
        return error(
                call,
                400,
                "unauthorized_client",
                700016,
                "Application with identifier '" + form.get("client_id") + "' was not found in the directory"
                        + " 'Podpass'. This can happen if the application has not been installed by the administrator"
                        + " of the tenant or consented to by any user in the tenant. You may have sent your"
                        + " authentication request to the wrong tenant.");
    }

    private Reply error(HttpCall call, int status, String error, int code, String description) {
        String trace = ids.guid();
        String correlation = call.header("client-request-id").orElseGet(ids::guid);
        String stamp = STAMP.format(clock.instant());
        ObjectNode body = Json.object();
        body.put("error", error);
        body.put(
                "error_description",
                "AADSTS" + code + ": " + description + " Trace ID: " + trace + " Correlation ID: " + correlation
                        + " Timestamp: " + stamp);
        body.putArray("error_codes").add(code);
        body.put("timestamp", stamp);
        body.put("trace_id", trace);
        body.put("correlation_id", correlation);
        body.put("error_uri", "https://login.microsoftonline.com/error?code=" + code);
        return Reply.json(status, body)
                .with("Cache-Control", "no-store, no-cache")
                .with("Pragma", "no-cache");
    }

    private static Map<String, String> form(HttpCall call) {
        var form = new HashMap<String, String>();
        Query.parse(call.content().text()).parameters().forEach(field -> form.put(field.name(), field.value()));
        return form;
    }
}
