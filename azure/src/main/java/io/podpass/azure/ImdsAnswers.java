package io.podpass.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Optional;

/** Reads what IMDS answers to a token request (spec azure-platform §1.4, §1.5). */
final class ImdsAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ImdsAnswers() {}

    /**
     * Times may be numbers or strings. The expiry is counted from {@code now} by {@code expires_in}, which no difference
     * between two clocks can spoil; {@code expires_on} is for answers without it.
     */
    static Token token(String body, String resource, Instant now) {
        var json = parse(body);
        if (!json.isObject()) {
            // Cut off on its way, or not IMDS at all: nothing that IMDS has decided.
            throw TokenException.unavailable("IMDS answered for " + resource + " with "
                    + (body.isBlank() ? "an empty body" : "what is no JSON object"));
        }
        var value = json.path("access_token").asText("");
        var expiresOn = seconds(json, "expires_in")
                .map(now::plusSeconds)
                .or(() -> seconds(json, "expires_on").map(Instant::ofEpochSecond));
        if (value.isEmpty() || expiresOn.isEmpty()) {
            throw TokenException.refused("IMDS answered for " + resource + " without "
                    + (value.isEmpty() ? "access_token" : "expires_in and expires_on"));
        }
        return new Token(
                value,
                seconds(json, "not_before").map(Instant::ofEpochSecond).orElse(now),
                expiresOn.get(),
                json.path("resource").asText(resource),
                json.path("token_type").asText("Bearer"));
    }

    /** {@code passes} is whether it may be otherwise in a moment: then it is no refusal. */
    static TokenException failure(int status, String body, String resource, boolean passes) {
        var json = parse(body);
        var code = json.path("error").isTextual() ? json.path("error").textValue() : "";
        var description = json.path("error_description").asText("");
        var said = code + (code.isEmpty() || description.isEmpty() ? "" : ": ") + description;
        var text = " a token for " + resource + ": HTTP " + status + (said.isEmpty() ? "" : " " + OneLine.of(said));
        return passes
                ? TokenException.unavailable("IMDS cannot issue" + text)
                : TokenException.refused("IMDS refused" + text);
    }

    private static JsonNode parse(String body) {
        try {
            var json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException _) {
            // Some answers are plain text; the callers see to what is missing then.
            return MissingNode.getInstance();
        }
    }

    private static Optional<Long> seconds(JsonNode json, String field) {
        var text = json.path(field).asText("");
        return text.matches("[0-9]{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
