package io.podpass.azure;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps one token until a margin before its expiry. Threads that need a new one at the same time share one request. */
public final class CachedToken implements ArmTokens {
    /** A call that starts with the token must still be within its lifetime when ARM looks at it. */
    public static final Duration MARGIN = Duration.ofMinutes(5);

    private final ArmTokens source;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Token> current = Optional.empty();

    public CachedToken(ArmTokens source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Token token() {
        // Held across the request: those who come meanwhile need its result, not a request of their own.
        lock.lock();
        try {
            var fresh = current.filter(token -> clock.instant().plus(MARGIN).isBefore(token.expiresOn()))
                    .orElseGet(source::token);
            current = Optional.of(fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }
}
