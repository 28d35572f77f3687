package io.podpass.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The tokens of one key, and when they must be replaced. */
final class CacheEntry {
    private final Issued issued;
    private final String owner;
    private final Instant fetched;
    private final Instant end;
    private final Instant due;
    private final AtomicReference<Instant> nextTry;
    private volatile long used;

    /** {@code owner} is the caller for which they were fetched, and among whose entries they count. */
    CacheEntry(Issued fetched, String owner, Instant now) {
        this.issued = fetched.from(Issued.Origin.CACHE);
        this.owner = owner;
        this.fetched = now;
        this.end = fetched.expiresOn();
        var life = Duration.between(now, end);
        this.due = life.compareTo(TokenCache.LONG_LIFE) > 0 ? now.plus(life.dividedBy(2)) : end.minus(TokenCache.EARLY);
        this.nextTry = new AtomicReference<>(now.plus(TokenCache.BETWEEN_TRIES));
    }

    Issued issued() {
        return issued;
    }

    String owner() {
        return owner;
    }

    Instant end() {
        return end;
    }

    /** A token that came with so little life left is all there is to be had for now. */
    boolean serves(Instant now) {
        return now.isBefore(end.minus(TokenCache.MARGIN))
                || (now.isBefore(fetched.plus(TokenCache.BETWEEN_TRIES)) && now.isBefore(end));
    }

    boolean isDue(Instant now) {
        return !now.isBefore(due);
    }

    /** True for one of all who ask, once in a while. */
    boolean tryAt(Instant now) {
        var due = nextTry.get();
        return !now.isBefore(due) && nextTry.compareAndSet(due, now.plus(TokenCache.BETWEEN_TRIES));
    }

    void touch(long tick) {
        used = tick;
    }

    long used() {
        return used;
    }
}
