package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Sends single requests with the controller's token. Tries again after 408, 5xx and lost answers, which is safe because
 * everything that we send may be sent twice. Not after 429: who asks ARM less is for the caller to decide.
 */
final class ArmCalls {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** A longer wish than this goes to the caller as {@link ArmException#retryAfter()}. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final ArmTokens tokens;
    private final Clock clock;
    private final Pause pause;
    private final ArmLimits limits;

    ArmCalls(HttpClient http, ArmTokens tokens, Clock clock, Pause pause, ArmLimits limits) {
        this.http = http;
        this.tokens = tokens;
        this.clock = clock;
        this.pause = pause;
        this.limits = limits;
    }

    Instant operationDeadline() {
        return clock.instant().plus(limits.operation());
    }

    Instant answerDeadline() {
        return clock.instant().plus(limits.answer());
    }

    /** A successful answer; throws {@link ArmException} for any other. */
    ArmAnswer get(URI uri, ArmTask task) {
        return send(HttpRequest.newBuilder(uri).GET(), task);
    }

    /** As {@link #get}, with a JSON body. */
    ArmAnswer patch(URI uri, JsonNode body, ArmTask task) {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body.toString(), UTF_8)),
                task);
    }

    /** As {@link #patch}. */
    ArmAnswer put(URI uri, JsonNode body, ArmTask task) {
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body.toString(), UTF_8)),
                task);
    }

    /** Waits, or throws when the task's deadline would pass meanwhile. */
    void waitFor(Duration duration, ArmTask task) {
        if (!clock.instant().plus(duration).isBefore(task.deadline())) {
            throw outOfTime(task);
        }
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmException(task.failed() + ": interrupted", "Interrupted", e);
        }
    }

    private ArmAnswer send(HttpRequest.Builder request, ArmTask task) {
        var wait = FIRST_WAIT;
        for (var attempt = 1; ; attempt++) {
            Duration next;
            try {
                var answer = sendOnce(request, task);
                if (answer.successful()) {
                    return answer;
                }
                var failure = ArmErrors.of(answer, task);
                next = failure.retryAfter().orElse(wait);
                var again = answer.status() == 408 || answer.status() >= 500;
                if (!again || attempt == limits.tries() || next.compareTo(LONGEST_WAIT) > 0) {
                    throw failure;
                }
            } catch (IOException e) {
                if (attempt == limits.tries()) {
                    throw new ArmException(task.failed() + ": no answer from ARM: " + problem(e), "NoAnswer", e);
                }
                next = wait;
            }
            waitFor(next, task);
            wait = wait.multipliedBy(4);
        }
    }

    private ArmAnswer sendOnce(HttpRequest.Builder request, ArmTask task) throws IOException {
        var left = Duration.between(clock.instant(), task.deadline());
        if (!left.isPositive()) {
            throw outOfTime(task);
        }
        var timeout = left.compareTo(limits.answer()) < 0 ? left : limits.answer();
        try {
            var response = http.send(
                    request.setHeader(
                                    "Authorization", "Bearer " + tokens.token().value())
                            .timeout(timeout)
                            .build(),
                    BodyHandlers.ofString(UTF_8));
            return new ArmAnswer(response.statusCode(), response.headers(), parse(response.body()));
        } catch (TokenException e) {
            throw new ArmException(task.failed() + ": no token for ARM: " + e.getMessage(), "NoToken", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmException(task.failed() + ": interrupted", "Interrupted", e);
        }
    }

    private ArmException outOfTime(ArmTask task) {
        return new ArmException(
                task.failed() + ": ARM did not finish in " + limits.operation().toSeconds() + " s",
                ArmException.NO_ANSWER,
                "OperationTimedOut",
                Set.of(),
                Optional.empty());
    }

    private static JsonNode parse(String body) {
        try {
            var json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException _) {
            // A proxy's page in place of ARM's answer: the status alone must do.
            return MissingNode.getInstance();
        }
    }

    private static String problem(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : OneLine.of(e.getMessage());
    }
}
