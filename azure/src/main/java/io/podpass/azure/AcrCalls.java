package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP calls of a registry, tried again when that is worth it. Keeps what it sends out of its messages. */
final class AcrCalls {
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);
    static final int MAX_ATTEMPTS = 4;
    /** A registry's tokens grow with the permissions that they list. */
    static final int MAX_BODY_BYTES = 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Clock clock;
    private final Pause pause;

    AcrCalls(HttpClient http, Clock clock, Pause pause) {
        this.http = http;
        this.clock = clock;
        this.pause = pause;
    }

    HttpResponse<String> get(URI uri, Instant deadline) {
        return send(HttpRequest.newBuilder(uri).build(), deadline);
    }

    HttpResponse<String> post(URI uri, Map<String, String> form, Instant deadline) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        return send(request, deadline);
    }

    /** Missing for what is no JSON. */
    static JsonNode json(HttpResponse<String> answer) {
        try {
            var json = JSON.readTree(answer.body());
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /** The status and, if it is said in a registry's way, why. */
    static String said(HttpResponse<String> answer) {
        var error = json(answer).path("errors").path(0);
        var code = error.path("code").asText("");
        var message = error.path("message").asText("");
        return "HTTP " + answer.statusCode()
                + (code.isEmpty() ? "" : " " + OneLine.of(code + (message.isEmpty() ? "" : ": " + message)));
    }

    private HttpResponse<String> send(HttpRequest request, Instant deadline) {
        var wait = FIRST_WAIT;
        for (var attempt = 1; ; attempt++) {
            var next = wait;
            TokenException failure;
            try {
                var answer = WholeAnswers.to(
                        request, http, BodyHandlers.ofString(UTF_8), MAX_BODY_BYTES, limit(request, deadline));
                if (answer.statusCode() != 429 && answer.statusCode() < 500) {
                    return answer;
                }
                next = RetryAfter.of(answer.headers()).orElse(wait);
                failure = TokenException.unavailable(host(request) + " answered " + said(answer));
            } catch (IOException e) {
                var problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                failure = TokenException.unavailable("cannot reach " + host(request) + ": " + problem, e);
            } catch (InterruptedException e) {
                throw interrupted(request, e);
            }
            if (attempt == MAX_ATTEMPTS || !clock.instant().plus(next).isBefore(deadline)) {
                throw failure;
            }
            pause(next, request);
            wait = wait.multipliedBy(2);
        }
    }

    private Duration limit(HttpRequest request, Instant deadline) {
        var left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            throw TokenException.unavailable("no time left to ask " + host(request));
        }
        return left.compareTo(ANSWER_TIMEOUT) < 0 ? left : ANSWER_TIMEOUT;
    }

    private void pause(Duration duration, HttpRequest request) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            throw interrupted(request, e);
        }
    }

    private static TokenException interrupted(HttpRequest request, InterruptedException e) {
        Thread.currentThread().interrupt();
        return TokenException.unavailable("interrupted while asking " + host(request), e);
    }

    private static String host(HttpRequest request) {
        return "the registry " + request.uri().getHost();
    }
}
