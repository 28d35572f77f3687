package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Carries the calls of one login. Refuses every address outside the login's authority, whatever the library makes of an
 * answer: the request holds a credential.
 */
final class EntraTransport implements IHttpClient {
    /** Tokens take a few thousand. */
    static final int MAX_BODY_BYTES = 256 * 1024;

    private final HttpClient http;
    private final URI authority;
    private final Duration timeout;
    private volatile int status;
    private volatile Optional<Duration> retryAfter = Optional.empty();

    EntraTransport(HttpClient http, URI authority, Duration timeout) {
        this.http = http;
        this.authority = authority;
        this.timeout = timeout;
    }

    /** Of the last answer; 0 while there was none. */
    int status() {
        return status;
    }

    /** What the last answer asked for. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException, InterruptedException, URISyntaxException {
        var uri = request.url().toURI();
        if (!authority.resolve("/").equals(uri.resolve("/"))) {
            throw new IOException("not asked: " + uri.getHost() + " is not " + authority);
        }
        var builder = java.net.http.HttpRequest.newBuilder(uri);
        request.headers().forEach(builder::setHeader);
        if (request.httpMethod() == HttpMethod.POST) {
            builder.POST(BodyPublishers.ofString(request.body(), UTF_8));
        }
        var answer = WholeAnswers.to(builder.build(), http, BodyHandlers.ofString(UTF_8), MAX_BODY_BYTES, timeout);
        retryAfter = RetryAfter.of(answer.headers());
        status = answer.statusCode();
        var response = new HttpResponse();
        response.statusCode(answer.statusCode());
        response.body(answer.body());
        response.addHeaders(answer.headers().map());
        return response;
    }
}
