package io.podpass.agent;

import io.podpass.http.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How current the agent's knowledge of its node is.
 *
 * @param synced whether everything has been read once
 * @param interruptedSince since when changes are not being told; empty while they are
 * @param problem why, and what to do, one line; empty while changes are being told
 */
record WatchState(boolean synced, Optional<Instant> interruptedSince, Optional<String> problem) {
    /** A watch that ends and is set up anew is nothing to tell of. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * For so long grants hold that nobody confirms. Pods go on running while the API server is away, and their tokens
     * live for up to a day anyway; but an address may go from one pod to another of the same node meanwhile, so that
     * knowledge of the node must not grow old without bound.
     */
    static final Duration TRUSTED_FOR = Duration.ofHours(1);

    static final WatchState CURRENT = new WatchState(true, Optional.empty(), Optional.empty());
    static final WatchState UNREAD = new WatchState(false, Optional.empty(), Optional.of("not read yet"));

    private static final String COMPONENT = "watch";

    /** Nothing that was read may be gone by any more. */
    boolean outdated(Instant now) {
        return age(now).compareTo(TRUSTED_FOR) >= 0;
    }

    /** Zero while changes are being told. */
    Duration age(Instant now) {
        return interruptedSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    /** Whether the API server is away for longer than a watch takes to be set up anew. */
    boolean away(Instant now) {
        return synced && age(now).compareTo(PATIENCE) >= 0;
    }

    Health health(Instant now) {
        var why = problem.orElse("");
        if (!synced) {
            return Health.broken(COMPONENT, why + " (until then every request for a token is refused)");
        }
        if (!away(now)) {
            return Health.good(COMPONENT);
        }
        var since = "no news for " + age(now).toSeconds() + " s: " + why;
        return Health.broken(
                COMPONENT,
                outdated(now)
                        ? since + " (too long: every request for a token is refused)"
                        : since + " (requests are answered by what was read before)");
    }
}
