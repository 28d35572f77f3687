package io.podpass.workload;

import com.azure.json.JsonProviders;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What the body of a refusal says. Services differ in shape, and proxies between send plain text. */
final class ErrorBody {
    private ErrorBody() {}

    /**
     * Of the metadata service: {@code error_description}, else {@code error} of a JSON body, else the text (spec
     * azure-platform §1.5).
     */
    static String reason(String body) {
        var object = object(body);
        return Reason.of(string(object, "error_description")
                .or(() -> string(object, "error"))
                .orElse(body));
    }

    /** Of Key Vault: {@code error.innererror.code}, else {@code error.code}, else the text (spec azure-platform §5.1). */
    static String code(String body) {
        var error = object(object(body), "error");
        return Reason.of(string(object(error, "innererror"), "code")
                .or(() -> string(error, "code"))
                .orElse(body));
    }

    private static Map<String, Object> object(String body) {
        try (var reader = JsonProviders.createReader(body)) {
            return reader.readUntyped() instanceof Map<?, ?> object ? object(Map.of("it", object), "it") : Map.of();
        } catch (IOException _) {
            return Map.of(); // no JSON: the caller falls back on the text
        }
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are strings
    private static Map<String, Object> object(Map<String, Object> in, String name) {
        return in.get(name) instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
    }

    private static Optional<String> string(Map<String, Object> in, String name) {
        return in.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
