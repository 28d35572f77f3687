package io.podpass.agent;

import io.podpass.azure.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests for the same token at the same time share one call. A failure reaches all who waited and is then forgotten. */
final class SharedFlight implements Tokens {
    private final Tokens next;
    private final Clock clock;
    private final ConcurrentMap<TokenKey, CompletableFuture<Issued>> flights = new ConcurrentHashMap<>();

    SharedFlight(Tokens next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public Issued issue(TokenKey key, Instant deadline) {
        var mine = new CompletableFuture<Issued>();
        var running = flights.putIfAbsent(key, mine);
        if (running != null) {
            var issued = follow(running, key, deadline);
            return issued.origin() == Issued.Origin.CACHE ? issued : issued.from(Issued.Origin.SHARED);
        }
        try {
            var issued = next.issue(key, deadline);
            mine.complete(issued);
            return issued;
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            // Removed only now: who comes later starts a new flight and sees fresh state.
            flights.remove(key, mine);
        }
    }

    private Issued follow(CompletableFuture<Issued> running, TokenKey key, Instant deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline);
            return running.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TokenException failure) {
                throw failure;
            }
            throw new IllegalStateException("fetching a token for " + key.audience() + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw TokenException.unavailable("no token for " + key.audience() + " in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenException.unavailable("interrupted while waiting for a token for " + key.audience(), e);
        }
    }
}
