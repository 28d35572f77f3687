package io.podpass.agent;

import io.podpass.azure.TokenException;
import io.podpass.http.Health;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the issuers of tokens can be reached, judged by what requests met with: nothing is asked only to find out. A
 * refusal is an answer. Safe for use by many threads.
 */
final class UpstreamHealth implements Fetches {
    static final String COMPONENT = "upstream";
    /** IMDS may be away for up to 70 s while a host is serviced (spec azure-platform §1.5): that is no fault. */
    static final Duration PATIENCE = Duration.ofSeconds(90);
    /** With no request since, nothing is known any more. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final Clock clock;
    private @Nullable Instant failingSince;
    private Instant lastFailure = Instant.MIN;
    private String problem = "";

    UpstreamHealth(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void fetched(Fetch kind, Duration took) {
        failingSince = null;
    }

    @Override
    public synchronized void failed(Fetch kind, TokenException failure) {
        if (failure.status() == 403) {
            failingSince = null;
            return;
        }
        lastFailure = clock.instant();
        if (failingSince == null) {
            failingSince = lastFailure;
        }
        problem = String.valueOf(failure.getMessage());
    }

    synchronized Health health() {
        var now = clock.instant();
        return Optional.ofNullable(failingSince)
                .filter(since -> !since.plus(PATIENCE).isAfter(now)
                        && lastFailure.plus(MEMORY).isAfter(now))
                .map(since -> Health.broken(
                        COMPONENT,
                        "no token could be fetched for "
                                + Duration.between(since, now).toSeconds()
                                + " s; cached ones are still served. Last problem: " + problem))
                .orElse(Health.good(COMPONENT));
    }
}
