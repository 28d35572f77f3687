package io.podpass.agent;

import io.podpass.azure.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One call to an issuer for any number of requests for the same token. It belongs to none of them: whoever goes leaves
 * alone, and only when all have gone before its turn came is it not made. Safe for use by many threads.
 */
final class Flights {
    /**
     * IMDS may be away for up to 70 s (spec azure-platform §1.5). Who does not wait that long finds the token when it
     * asks again.
     */
    static final Duration LIMIT = Duration.ofSeconds(75);

    private final Function<TokenKey, FairGate> gates;
    private final Clock clock;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TokenKey, Flight> flights = new HashMap<>();

    Flights(Function<TokenKey, FairGate> gates, Clock clock, Executor executor) {
        this.gates = gates;
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * The token of the flight that runs, or of a new one that {@code work} makes. Throws {@link TokenException} or {@link
     * RefusedException}, at the request's deadline at the latest.
     */
    Issued join(TokenRequest request, Flight.Work work) throws InterruptedException {
        var boarded = board(request, work);
        request.peer().watch();
        try {
            var issued = await(boarded.flight(), request);
            return boarded.first() ? issued : issued.from(Issued.Origin.SHARED);
        } finally {
            leave(request.key(), boarded.flight());
        }
    }

    /** Starts a flight that nobody waits for, unless one runs. */
    void start(TokenRequest request, Flight.Work work) {
        var _ = board(request, work);
    }

    private record Boarded(Flight flight, boolean first) {}

    private Boarded board(TokenRequest request, Flight.Work work) {
        Flight mine;
        lock.lock();
        try {
            var gate = gates.apply(request.key());
            var running = flights.get(request.key());
            if (running != null && running.serves(request)) {
                running.board(request.caller());
                return new Boarded(running, false);
            }
            mine = new Flight(gate, request.caller());
            flights.put(request.key(), mine);
        } finally {
            lock.unlock();
        }
        executor.execute(() -> fly(request, mine, work));
        return new Boarded(mine, true);
    }

    private void fly(TokenRequest request, Flight flight, Flight.Work work) {
        try {
            var issued = work.fetch(flight.turn(), clock.instant().plus(LIMIT));
            land(request.key(), flight);
            flight.result().complete(issued);
        } catch (RuntimeException | Error failure) {
            land(request.key(), flight);
            flight.result().completeExceptionally(failure);
        }
    }

    /** Before the result is told: who comes later starts a new flight and sees fresh state. */
    private void land(TokenKey key, Flight flight) {
        lock.lock();
        try {
            flights.remove(key, flight);
        } finally {
            lock.unlock();
        }
    }

    private void leave(TokenKey key, Flight flight) {
        lock.lock();
        try {
            if (flight.leave()) {
                flights.remove(key, flight);
            }
        } finally {
            lock.unlock();
        }
    }

    private Issued await(Flight flight, TokenRequest request) throws InterruptedException {
        try {
            var left = Duration.between(clock.instant(), request.deadline());
            return flight.result().get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TokenException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException(
                    "fetching a token for " + request.key().audience() + " failed", e.getCause());
        } catch (TimeoutException e) {
            if (flight.turn().waiting()) {
                throw new RefusedException(
                        Refusal.tooMany("the node asks for as many new tokens as it may, none in time"));
            }
            throw TokenException.unavailable("no token for " + request.key().audience() + " in time", e);
        }
    }
}
