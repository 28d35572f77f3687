package io.podpass.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.core.ResourceId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns ARM's two error shapes, with and without the outer {@code error} (spec azure-platform §3.1), into exceptions. */
final class ArmErrors {
    private static final Set<String> QUOTES_OFFENDING = Set.of("LinkedAuthorizationFailed", "FailedIdentityOperation");
    private static final Pattern IDENTITY = Pattern.compile(
            "/subscriptions/[^/\\s'\"\\\\,]+/resourcegroups/[^/\\s'\"\\\\,]+/providers/microsoft\\.managedidentity"
                    + "/userassignedidentities/[A-Za-z0-9_-]+",
            Pattern.CASE_INSENSITIVE);

    private ArmErrors() {}

    /** An answer that is an error by its HTTP status. */
    static ArmException of(ArmAnswer answer, ArmTask task) {
        var error = answer.body().path("error").isObject() ? answer.body().path("error") : answer.body();
        return exception(answer, error, task);
    }

    /** An operation that ended badly although the poll itself was answered with 200 (spec azure-platform §3.2). */
    static ArmException ofOperation(ArmAnswer answer, String state, ArmTask task) {
        var error = answer.body().path("error");
        if (!error.isObject()) {
            return new ArmException(
                    task.failed() + ": the operation ended as " + state,
                    answer.status(),
                    "Operation" + state,
                    Set.of(),
                    RetryAfter.of(answer.headers()));
        }
        return exception(answer, error, task);
    }

    private static ArmException exception(ArmAnswer answer, JsonNode error, ArmTask task) {
        var code = error.path("code").asText("");
        var message = error.path("message").asText("");
        return new ArmException(
                task.failed() + ": HTTP " + answer.status() + (code.isEmpty() ? "" : " " + code)
                        + RoleAdvice.of(code, message)
                                .or(() -> Optional.of(message)
                                        .filter(text -> !text.isEmpty())
                                        .map(OneLine::of))
                                .map(text -> ": " + text)
                                .orElse(""),
                answer.status(),
                code,
                QUOTES_OFFENDING.contains(code) ? identities(error) : Set.of(),
                RetryAfter.of(answer.headers()));
    }

    /** In the message itself or in the {@code details} below it. */
    private static Set<ResourceId> identities(JsonNode error) {
        var found = new TreeSet<ResourceId>();
        var matcher = IDENTITY.matcher(
                error.path("message").asText("") + "\n" + error.path("details").toString());
        while (matcher.find()) {
            found.add(new ResourceId(matcher.group()));
        }
        return found;
    }
}
