package io.podpass.agent;

import io.podpass.core.Identity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A bounded map that forgets what was used least lately. Callers choose audiences, so each has a bound of its own. */
final class CacheEntries {
    static final int MAX_ENTRIES = 1024;
    static final int MAX_PER_CALLER = 64;

    private final ConcurrentMap<TokenKey, CacheEntry> entries = new ConcurrentHashMap<>();
    private final AtomicLong tick = new AtomicLong();

    @Nullable
    CacheEntry get(TokenKey key) {
        var entry = entries.get(key);
        if (entry != null) {
            entry.touch(tick.incrementAndGet());
        }
        return entry;
    }

    void put(TokenKey key, CacheEntry entry) {
        entry.touch(tick.incrementAndGet());
        entries.put(key, entry);
        bound(MAX_PER_CALLER, other -> other.owner().equals(entry.owner()));
        bound(MAX_ENTRIES, _ -> true);
    }

    private void bound(int most, Predicate<CacheEntry> counts) {
        var counted = entries.entrySet().stream()
                .filter(entry -> counts.test(entry.getValue()))
                .toList();
        if (counted.size() > most) {
            counted.stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().used()))
                    .map(Map.Entry::getKey)
                    .ifPresent(entries::remove);
        }
    }

    void remove(TokenKey key) {
        entries.remove(key);
    }

    /** Forgets what has ended, and identities that are not among these. */
    void keep(Set<Identity> held, Instant now) {
        entries.entrySet()
                .removeIf(entry -> !now.isBefore(entry.getValue().end())
                        || (entry.getKey().credential() instanceof Credential.Granted(var identity)
                                && !held.contains(identity)));
    }

    int size() {
        return entries.size();
    }
}
