package io.podpass.agent;

import io.podpass.azure.Pause;
import io.podpass.azure.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The place of one call in a {@link FairGate}. States change under the gate's lock only. */
final class Turn {
    private enum State {
        WAITING,
        RUNNING,
        /** Between two tries. */
        PAUSED,
        OVER
    }

    /** The turn within which a thread calls an issuer. */
    private static final ScopedValue<Turn> CURRENT = ScopedValue.newInstance();

    private final FairGate gate;
    private final Clock clock;
    private final Pause pause;
    private volatile State state = State.WAITING;
    private volatile CompletableFuture<Instant> start = new CompletableFuture<>();
    private String charged = "";
    private Instant deadline = Instant.MAX;

    Turn(FairGate gate, Clock clock, Pause pause) {
        this.gate = gate;
        this.clock = clock;
        this.pause = pause;
    }

    /** What a source waits with between two tries: its place is for others meanwhile. */
    static Pause outside(Pause pause) {
        return duration -> {
            if (CURRENT.isBound()) {
                CURRENT.get().step(duration, pause);
            } else {
                pause.pause(duration);
            }
        };
    }

    boolean waiting() {
        return state == State.WAITING;
    }

    /**
     * Returns when the turn has come; whoever calls this ends it with {@link #skip}. Throws {@link TokenException} when it
     * does not come in time.
     */
    void await(Instant limit) throws InterruptedException {
        deadline = limit;
        begin();
    }

    /** Makes the call when its turn comes. Throws {@link TokenException} when it does not come in time. */
    <T> T call(Instant limit, Supplier<T> work) {
        deadline = limit;
        try {
            begin();
            return ScopedValue.where(CURRENT, this).call(work::get);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenException.unavailable("interrupted while waiting for a turn to ask for a token", e);
        } finally {
            gate.end(this);
        }
    }

    /** The call is over, or there is nothing to call for any more. */
    void skip() {
        gate.end(this);
    }

    private void step(Duration duration, Pause between) throws InterruptedException {
        gate.pause(this);
        between.pause(duration);
        gate.again(this);
        begin();
    }

    private void begin() throws InterruptedException {
        var wait = Duration.between(clock.instant(), begins());
        if (wait.isPositive()) {
            pause.pause(wait);
        }
    }

    private Instant begins() throws InterruptedException {
        var left = Duration.between(clock.instant(), deadline).toMillis();
        try {
            return start.get(Math.max(0, left), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (gate.giveUp(this)) {
                throw tooLate(e);
            }
            return start.join();
        } catch (ExecutionException e) {
            throw tooLate(e);
        }
    }

    private static TokenException tooLate(Exception e) {
        return TokenException.unavailable("the node asks for as many new tokens as it may, none in time", e);
    }

    boolean running() {
        return state == State.RUNNING;
    }

    /** By whose place in the queue it came. */
    String charged() {
        return charged;
    }

    void comes(String caller, Instant when) {
        state = State.RUNNING;
        charged = caller;
        start.complete(when);
    }

    void pause() {
        state = State.PAUSED;
    }

    void again() {
        state = State.WAITING;
        start = new CompletableFuture<>();
    }

    void end() {
        state = State.OVER;
        start.completeExceptionally(new TimeoutException("given up"));
    }
}
