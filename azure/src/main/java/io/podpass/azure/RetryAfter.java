package io.podpass.azure;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** The header {@code Retry-After} in seconds, the only form that Azure sends (spec azure-platform §3.2). */
final class RetryAfter {
    private static final int MAX_DIGITS = 6;

    private RetryAfter() {}

    /** Empty when the header is absent or not a number. */
    static Optional<Duration> of(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .map(String::trim)
                .filter(text -> text.matches("[0-9]{1," + MAX_DIGITS + "}"))
                .map(text -> Duration.ofSeconds(Integer.parseInt(text)));
    }
}
