package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podpass.core.RequestedIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks the instance metadata service for tokens (spec azure-platform §1.3). Retries what is worth it until the caller's
 * deadline. Safe for use by many threads; caches nothing.
 */
public final class ImdsClient {
    /** What every SDK sends (spec azure-platform §1.2). */
    public static final String API_VERSION = "2018-02-01";

    /** Waits double from here up to {@link #LONGEST_WAIT}; the service itself asks for a pause of a second after a 5xx. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    static final Duration LONGEST_WAIT = Duration.ofSeconds(16);
    /** IMDS is on the same machine: one that has not answered by now, body and all, has lost the request. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    /** What is kept free for the last try, so that a wait which ends too late is cut short rather than in vain. */
    static final Duration LAST_TRY = Duration.ofSeconds(2);
    /** Tokens take a few thousand. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    private final URI imds;
    private final HttpClient http;
    private final Clock clock;
    private final Pause pause;

    /** {@code imds} is scheme, host and port. See {@link #plainHttpClient()} for the client to pass. */
    public ImdsClient(URI imds, HttpClient http, Clock clock, Pause pause) {
        this.imds = imds;
        this.http = http;
        this.clock = clock;
        this.pause = pause;
    }

    /** Fit for IMDS, which must never be reached through a proxy (spec azure-platform §1.1), nor over an upgrade. */
    public static HttpClient plainHttpClient() {
        return HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /**
     * A token of the identity with that client id. Throws {@link TokenException}: 403 class when IMDS refused, 503 class
     * when it could not be reached in time, or answered until then with what passes: 404, 408, 410, 429, 5xx, half a
     * body.
     */
    public Token token(String clientId, String resource, Instant deadline) {
        if (clientId.isEmpty()) {
            // IMDS would answer with the host's own identity (spec aad-pod-identity §8.1, S9).
            throw new IllegalArgumentException("the client id is empty");
        }
        return fetch(query(resource) + parameter("client_id", clientId), resource, deadline);
    }

    /** A token of the identity that answers when none is named: the host's own. Throws as {@link #token}. */
    public Token hostToken(String resource, Instant deadline) {
        return hostToken(RequestedIdentity.NONE, resource, deadline);
    }

    /** A token of the host's identity that bears the ids which are named, all of them passed on. Throws as {@link #token}. */
    public Token hostToken(RequestedIdentity requested, String resource, Instant deadline) {
        var query = query(resource)
                + requested.clientId().map(id -> parameter("client_id", id)).orElse("")
                + requested.resourceId().map(id -> parameter("msi_res_id", id)).orElse("")
                + requested.objectId().map(id -> parameter("object_id", id)).orElse("");
        return fetch(query, resource, deadline);
    }

    private static String parameter(String name, String value) {
        return "&" + name + "=" + URLEncoder.encode(value, UTF_8);
    }

    private static String query(String resource) {
        return "/metadata/identity/oauth2/token?api-version=" + API_VERSION + "&resource="
                + URLEncoder.encode(resource, UTF_8);
    }

    private Token fetch(String pathAndQuery, String resource, Instant deadline) {
        var uri = imds.resolve(pathAndQuery);
        var wait = FIRST_WAIT;
        while (true) {
            var left = Duration.between(clock.instant(), deadline);
            if (!left.isPositive()) {
                throw TokenException.unavailable("no time left to ask IMDS for a token for " + resource);
            }
            var attempt = attempt(uri, resource, shorter(left, ANSWER_TIMEOUT));
            if (attempt instanceof Attempt.Got(Token token)) {
                return token;
            }
            var failed = (Attempt.Failed) attempt;
            var next = failed.worthRetrying() ? pauseBeforeNext(failed, wait, deadline) : Optional.<Duration>empty();
            pause(next.orElseThrow(failed::exception), resource);
            wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
        }
    }

    /** Empty when there is no time for another try. */
    private Optional<Duration> pauseBeforeNext(Attempt.Failed failed, Duration wait, Instant deadline) {
        var left = Duration.between(clock.instant(), deadline);
        var next = failed.retryAfter()
                .map(asked -> asked.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : asked)
                .orElse(shorter(wait, left.minus(LAST_TRY)));
        return Optional.of(next)
                .filter(duration -> duration.compareTo(FIRST_WAIT) >= 0 && duration.compareTo(left) < 0);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Attempt attempt(URI uri, String resource, Duration timeout) {
        var request =
                HttpRequest.newBuilder(uri).header("Metadata", "true").GET().build();
        try {
            var body = BodyHandlers.ofString(UTF_8);
            return read(WholeAnswers.to(request, http, body, MAX_BODY_BYTES, timeout), resource);
        } catch (IOException e) {
            return unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(resource, e);
        }
    }

    private Attempt unreachable(IOException cause) {
        var problem = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Attempt.Failed(
                TokenException.unavailable("cannot reach IMDS at " + imds + ": " + problem, cause),
                true,
                Optional.empty());
    }

    private Attempt read(HttpResponse<String> response, String resource) {
        if (response.statusCode() == 200) {
            try {
                return new Attempt.Got(ImdsAnswers.token(response.body(), resource, clock.instant()));
            } catch (TokenException e) {
                return new Attempt.Failed(e, e.status() != 403, Optional.empty());
            }
        }
        var passes = retryable(response.statusCode());
        return new Attempt.Failed(
                ImdsAnswers.failure(response.statusCode(), response.body(), resource, passes),
                passes,
                RetryAfter.of(response.headers()));
    }

    /** Spec azure-platform §1.7; 408 as the old agent did (spec aad-pod-identity §2.9). */
    private static boolean retryable(int status) {
        return status == 404 || status == 408 || status == 410 || status == 429 || status >= 500;
    }

    private void pause(Duration duration, String resource) {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            throw interrupted(resource, e);
        }
    }

    private static TokenException interrupted(String resource, InterruptedException e) {
        Thread.currentThread().interrupt();
        return TokenException.unavailable("interrupted while asking IMDS for a token for " + resource, e);
    }

    private sealed interface Attempt {
        record Got(Token token) implements Attempt {}

        record Failed(TokenException exception, boolean worthRetrying, Optional<Duration> retryAfter)
                implements Attempt {}
    }
}
