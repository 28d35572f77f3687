package io.podpass.agent;

import io.podpass.azure.TokenException;
import io.podpass.core.Identity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens until a margin before they expire, and fetches a new one in the background before that while somebody
 * asks. Whether a pod may have one is asked before and after, every time. Safe for use by many threads.
 */
final class TokenCache {
    /** SDKs ask for a new token about this long before the old one ends; they must not get the old one again. */
    static final Duration MARGIN = Duration.ofMinutes(5);
    /** From this long before the end a new one is fetched in the background... */
    static final Duration EARLY = Duration.ofMinutes(10);
    /** ...and from half the lifetime on, when that is longer than this, as MSAL does (spec azure-platform §1.7). */
    static final Duration LONG_LIFE = Duration.ofHours(2);
    /** Between two tries to replace a token that still serves. */
    static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);
    /** For a new token, while the old one has not ended. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How long entries may outlive the last assignment of their identity. */
    static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

    private final Tokens source;
    private final Flights flights;
    private final Clock clock;
    private final Supplier<Set<Identity>> held;
    private final Predicate<Login> unchanged;
    private final CacheEntries entries = new CacheEntries();
    private final AtomicReference<Instant> nextPurge;

    /**
     * {@code held} are the identities that somebody may still use; a token whose login is not {@code unchanged} any more
     * is dropped.
     */
    TokenCache(Tokens source, Flights flights, Clock clock, Supplier<Set<Identity>> held, Predicate<Login> unchanged) {
        this.source = source;
        this.flights = flights;
        this.clock = clock;
        this.held = held;
        this.unchanged = unchanged;
        this.nextPurge = new AtomicReference<>(clock.instant().plus(BETWEEN_PURGES));
    }

    /** Throws {@link TokenException} or {@link RefusedException}, at the request's deadline at the latest. */
    Issued issue(TokenRequest request) throws InterruptedException {
        var now = clock.instant();
        purge(now);
        var entry = request.fresh() ? null : kept(request.key());
        if (entry == null || !now.isBefore(entry.end())) {
            return fetch(request);
        }
        if (entry.serves(now)) {
            if (entry.isDue(now)) {
                refresh(request, entry, now);
            }
            return entry.issued();
        }
        return replace(request, entry, now);
    }

    private @Nullable CacheEntry kept(TokenKey key) {
        var entry = entries.get(key);
        if (entry != null && !entry.issued().login().map(unchanged::test).orElse(true)) {
            entries.remove(key);
            return null;
        }
        return entry;
    }

    private Issued fetch(TokenRequest request) throws InterruptedException {
        return flights.join(request, (turn, deadline) -> fly(request, turn, deadline));
    }

    private void refresh(TokenRequest request, CacheEntry entry, Instant now) {
        if (!entry.tryAt(now)) {
            return;
        }
        try {
            flights.start(request, (turn, deadline) -> renew(request, turn, deadline));
        } catch (RefusedException _) {
            // The caller asks for too much at the moment. The token still serves, and the next try is a minute away.
        }
    }

    /** Near its end a token is given out only for want of a new one. A refusal is not that: it takes the token away. */
    private Issued replace(TokenRequest request, CacheEntry entry, Instant now) throws InterruptedException {
        if (!entry.tryAt(now)) {
            return entry.issued();
        }
        try {
            return fetch(request.until(now.plus(PATIENCE)));
        } catch (TokenException e) {
            if (e.status() == 403 || !clock.instant().isBefore(entry.end())) {
                throw e;
            }
            return entry.issued();
        } catch (RefusedException e) {
            if (!clock.instant().isBefore(entry.end())) {
                throw e;
            }
            return entry.issued();
        }
    }

    private Issued fly(TokenRequest request, Turn turn, Instant deadline) {
        var now = clock.instant();
        var there = request.fresh() ? null : entries.get(request.key());
        if (there != null && there.serves(now)) {
            // It came while this flight was being prepared.
            turn.skip();
            return there.issued();
        }
        return renew(request, turn, deadline);
    }

    private Issued renew(TokenRequest request, Turn turn, Instant deadline) {
        try {
            var issued = turn.call(deadline, () -> source.issue(request.key(), deadline));
            if (request.key().credential() instanceof Credential.Granted) {
                // Which identities the host has by the next request is not known here.
                entries.put(request.key(), new CacheEntry(issued, request.caller(), clock.instant()));
            }
            return issued;
        } catch (TokenException e) {
            if (e.status() == 403) {
                entries.remove(request.key());
            }
            throw e;
        }
    }

    private void purge(Instant now) {
        var due = nextPurge.get();
        if (!now.isBefore(due) && nextPurge.compareAndSet(due, now.plus(BETWEEN_PURGES))) {
            entries.keep(held.get(), now);
        }
    }

    int size() {
        return entries.size();
    }
}
