package io.podpass.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody else can be reached, judged by what calls met with: nothing is asked only to find out. Safe for use by
 * many threads.
 */
public final class Reachability {
    /**
     * What is said of it.
     *
     * @param component as in {@link Health}
     * @param failing what does not work, such as "no token could be fetched"
     * @param meanwhile what still does, or does not, because of that
     */
    public record Words(String component, String failing, String meanwhile) {}

    private final Words words;
    private final Duration patience;
    private final Duration memory;
    private final Clock clock;
    private @Nullable Instant failingSince;
    private Instant lastFailure = Instant.MIN;
    private String problem = "";

    /**
     * {@code patience} is for how long failing is no fault yet; after {@code memory} without a call nothing is known any
     * more.
     */
    public Reachability(Words words, Duration patience, Duration memory, Clock clock) {
        this.words = words;
        this.patience = patience;
        this.memory = memory;
        this.clock = clock;
    }

    public synchronized void answered() {
        failingSince = null;
    }

    /** {@code why} is one line. */
    public synchronized void failed(String why) {
        lastFailure = clock.instant();
        if (failingSince == null) {
            failingSince = lastFailure;
        }
        problem = why;
    }

    public synchronized Health health() {
        var now = clock.instant();
        return Optional.ofNullable(failingSince)
                .filter(since -> !since.plus(patience).isAfter(now)
                        && lastFailure.plus(memory).isAfter(now))
                .map(since -> Health.broken(
                        words.component(),
                        words.failing() + " for "
                                + Duration.between(since, now).toSeconds() + " s; " + words.meanwhile()
                                + ". Last problem: " + problem))
                .orElse(Health.good(words.component()));
    }
}
