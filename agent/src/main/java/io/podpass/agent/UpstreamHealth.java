package io.podpass.agent;

import io.podpass.azure.TokenException;
import io.podpass.http.Health;
import io.podpass.http.Reachability;
import java.time.Clock;
import java.time.Duration;

/** Whether the issuers of tokens can be reached. A refusal is an answer. Safe for use by many threads. */
final class UpstreamHealth implements Fetches {
    static final String COMPONENT = "upstream";
    /** IMDS may be away for up to 70 s while a host is serviced (spec azure-platform §1.5): that is no fault. */
    static final Duration PATIENCE = Duration.ofSeconds(90);
    /** With no request since, nothing is known any more. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final Reachability issuers;

    UpstreamHealth(Clock clock) {
        this.issuers = new Reachability(
                new Reachability.Words(COMPONENT, "no token could be fetched", "cached ones are still served"),
                PATIENCE,
                MEMORY,
                clock);
    }

    @Override
    public void fetched(Fetch kind, Duration took) {
        issuers.answered();
    }

    @Override
    public void failed(Fetch kind, TokenException failure) {
        if (failure.status() == 403) {
            issuers.answered();
        } else {
            issuers.failed(String.valueOf(failure.getMessage()));
        }
    }

    Health health() {
        return issuers.health();
    }
}
