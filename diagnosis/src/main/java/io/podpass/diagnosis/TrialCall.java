package io.podpass.diagnosis;

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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks an agent whether a pod gets a token. No token comes back: the agent keeps it. */
final class TrialCall {
    /** The agent gives itself 30 s to fetch a token. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;

    TrialCall(HttpClient http) {
        this.http = http;
    }

    /** {@code agent} is where it listens, without path. */
    Part<Trial> ask(URI agent, WhyQuestion question) throws InterruptedException {
        var request = HttpRequest.newBuilder(agent.resolve("/podpass/trial?" + query(question)))
                .header("podns", question.pod().namespace())
                .header("podname", question.pod().name())
                .timeout(TIMEOUT)
                .build();
        try {
            return read(http.send(request, BodyHandlers.ofString(UTF_8)));
        } catch (IOException e) {
            return Part.unread("the agent at " + agent + " does not answer: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    private static String query(WhyQuestion question) {
        var query = new StringBuilder("resource=" + URLEncoder.encode(question.audience(), UTF_8));
        question.requested()
                .clientId()
                .ifPresent(id -> query.append("&client_id=").append(URLEncoder.encode(id, UTF_8)));
        question.requested()
                .resourceId()
                .ifPresent(id -> query.append("&mi_res_id=").append(URLEncoder.encode(id, UTF_8)));
        return query.toString();
    }

    private static Part<Trial> read(HttpResponse<String> response) {
        var body = json(response.body());
        if (response.statusCode() == 200 && body.path("expires_in").isNumber()) {
            return Part.read(new Trial.Issued(
                    body.path("source").asText(""),
                    Duration.ofSeconds(body.path("expires_in").longValue())));
        }
        var reason = response.headers().firstValue("x-podpass-reason").orElse("");
        if (reason.isEmpty()) {
            return Part.unread("what answers there is no agent that knows trials: HTTP " + response.statusCode());
        }
        return Part.read(new Trial.Refused(
                response.statusCode(), reason, body.path("error_description").asText("")));
    }

    private static JsonNode json(String text) {
        try {
            var json = JSON.readTree(text);
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException _) {
            // A page of something that is no agent: the caller says so.
            return MissingNode.getInstance();
        }
    }
}
