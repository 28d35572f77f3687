package io.podpass.agent;

import io.podpass.azure.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells of each call to an issuer, and changes nothing. Belongs right in front of the sources. */
final class WatchedTokens implements Tokens {
    private final Tokens next;
    private final Clock clock;
    private final List<Fetches> listeners;

    WatchedTokens(Tokens next, Clock clock, List<? extends Fetches> listeners) {
        this.next = next;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Issued issue(TokenKey key, Instant deadline) {
        var kind = Fetch.of(key);
        var start = clock.instant();
        try {
            var issued = next.issue(key, deadline);
            var took = Duration.between(start, clock.instant());
            listeners.forEach(listener -> listener.fetched(kind, took));
            return issued;
        } catch (TokenException e) {
            listeners.forEach(listener -> listener.failed(kind, e));
            throw e;
        }
    }
}
