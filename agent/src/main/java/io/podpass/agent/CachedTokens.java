package io.podpass.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps tokens until a margin before they expire. Whether a pod may have one is asked before, every time. */
final class CachedTokens implements Tokens {
    /** SDKs ask for a new token about this long before the old one ends; they must not get the old one again. */
    static final Duration MARGIN = Duration.ofMinutes(5);
    /** Callers choose the audience, so the number of keys needs a bound. */
    static final int MAX_ENTRIES = 1024;

    private final Tokens next;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TokenKey, Issued> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TokenKey, Issued> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    CachedTokens(Tokens next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public Issued issue(TokenKey key, Instant deadline) {
        if (key.credential() instanceof Credential.OfHost) {
            // Which identity of the host answers may change without any object of the cluster's changing.
            return next.issue(key, deadline);
        }
        var cached = cached(key);
        if (cached.isPresent()) {
            return cached.get();
        }
        var issued = next.issue(key, deadline);
        lock.lock();
        try {
            cache.put(key, issued.from(Issued.Origin.CACHE));
        } finally {
            lock.unlock();
        }
        return issued;
    }

    private Optional<Issued> cached(TokenKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(cache.get(key))
                    .filter(issued -> clock.instant().plus(MARGIN).isBefore(issued.expiresOn()));
        } finally {
            lock.unlock();
        }
    }
}
