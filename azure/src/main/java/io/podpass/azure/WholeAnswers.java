package io.podpass.azure;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers with bodies that have a bound in size and time: the HTTP client's own timeout ends with the headers. */
public final class WholeAnswers {
    private WholeAnswers() {}

    /**
     * Sends the request and waits for the answer to its last byte. Throws {@link IOException} when that takes longer than
     * {@code limit} or is more than {@code maxBytes}; the exchange is over then, as it is after an interrupt.
     */
    public static <T> HttpResponse<T> to(
            HttpRequest request, HttpClient http, BodyHandler<T> body, int maxBytes, Duration limit)
            throws IOException, InterruptedException {
        var answer = http.sendAsync(request, BodyHandlers.limiting(body, maxBytes));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("the request failed: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            var late = new HttpTimeoutException("no complete answer within " + limit.toMillis() + " ms");
            late.initCause(e);
            throw late;
        } finally {
            // Of use only to one that was not waited for.
            answer.cancel(true);
        }
    }
}
