package io.podpass.localkube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Which part of a list is asked for.
 *
 * @param version the version all pages of the list show
 * @param limit 0 for no limit
 * @param after the last object of the page before
 */
record Page(long version, int limit, Optional<ObjectKey> after) {
    /** Throws {@link ApiException} for a version not reached yet (504) and a continue token not of this server (400). */
    static Page of(Query query, long now) {
        int limit = Math.toIntExact(Math.clamp(query.number("limit").orElse(0L), 0, Integer.MAX_VALUE));
        String token = query.text("continue");
        if (!token.isEmpty()) {
            return resumed(token, limit);
        }
        long wanted = query.number("resourceVersion").orElse(0L);
        if (wanted > now) {
            throw tooLarge(wanted, now);
        }
        boolean exact = query.text("resourceVersionMatch").equals("Exact");
        return new Page(exact ? wanted : now, limit, Optional.empty());
    }

    boolean startsBefore(ObjectKey key) {
        return after.isEmpty() || key.compareTo(after.get()) > 0;
    }

    /** The token for the page after the one that ends with {@code last}. */
    String after(ObjectKey last) {
        ObjectNode token = Json.object()
                .put("version", version)
                .put("namespace", last.namespace())
                .put("name", last.name());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(token).getBytes(StandardCharsets.UTF_8));
    }

    private static Page resumed(String token, int limit) {
        try {
            JsonNode parsed = Json.parse(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
            var last = new ObjectKey(Json.text(parsed, "namespace"), Json.text(parsed, "name"));
            return new Page(parsed.path("version").asLong(), limit, Optional.of(last));
        } catch (JsonProcessingException | IllegalArgumentException _) {
            throw ApiException.badRequest("continue key is not valid: it must come from a list of this server");
        }
    }

    private static ApiException tooLarge(long wanted, long now) {
        ObjectNode details = Json.object();
        details.putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        details.put("retryAfterSeconds", 1);
        return new ApiException(
                504, "Timeout", "Timeout: Too large resource version: " + wanted + ", current: " + now, details);
    }
}
