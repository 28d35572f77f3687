package io.podpass.controller;

import io.podpass.http.Health;
import io.podpass.kube.Watches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Whether the API server tells of changes, as far as whoever asks has seen. Safe for use by many threads. */
final class WatchHealth {
    static final String COMPONENT = "watch";
    /** A watch that ends and is set up anew is nothing to tell of. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BooleanSupplier synced;
    private final Supplier<Optional<String>> interruption;
    private final Clock clock;
    private Optional<Instant> since = Optional.empty();

    WatchHealth(Watches watches, Clock clock) {
        this(watches::synced, watches::interruption, clock);
    }

    WatchHealth(BooleanSupplier synced, Supplier<Optional<String>> interruption, Clock clock) {
        this.synced = synced;
        this.interruption = interruption;
        this.clock = clock;
    }

    synchronized Health health() {
        var now = clock.instant();
        var problem = interruption.get();
        if (!synced.getAsBoolean()) {
            return Health.broken(
                    COMPONENT,
                    "the cluster has not been read yet"
                            + problem.map(why -> ": " + why).orElse(""));
        }
        since = problem.map(_ -> since.orElse(now));
        var age = since.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
        return age.compareTo(PATIENCE) < 0
                ? Health.good(COMPONENT)
                : Health.broken(
                        COMPONENT,
                        "no news for " + age.toSeconds() + " s: " + problem.orElse("")
                                + " (changes are acted on once it is back)");
    }
}
