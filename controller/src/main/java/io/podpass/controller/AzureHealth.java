package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.http.Health;
import io.podpass.http.Reachability;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;

/**
 * Whether Azure Resource Manager lets this controller in and answers. That it refuses something is an answer, and told
 * where it belongs. Safe for use by many threads.
 */
final class AzureHealth {
    static final String COMPONENT = "azure";
    /** Calls are tried again for a minute before they count as failed; one is not news. */
    static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Longer than the longest pause between two looks at a host. */
    static final Duration MEMORY = Duration.ofMinutes(15);

    private final Reachability manager;

    AzureHealth(Clock clock) {
        this.manager = new Reachability(
                new Reachability.Words(
                        COMPONENT,
                        "Azure Resource Manager could not be asked",
                        "no identity is attached or detached meanwhile"),
                PATIENCE,
                MEMORY,
                clock);
    }

    void answered() {
        manager.answered();
    }

    void failed(ArmException e) {
        if (e.status() == ArmException.NO_ANSWER
                || e.status() == HttpURLConnection.HTTP_UNAUTHORIZED
                || e.status() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            manager.failed(String.valueOf(e.getMessage()));
        } else {
            manager.answered();
        }
    }

    Health health() {
        return manager.health();
    }
}
