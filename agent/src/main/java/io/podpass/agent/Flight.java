package io.podpass.agent;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One call to an issuer, with all who wait for it. */
final class Flight {
    /** How the token is fetched, within a turn and before a deadline. */
    @FunctionalInterface
    interface Work {
        Issued fetch(Turn turn, Instant deadline);
    }

    private final FairGate gate;
    private final Turn turn;
    private final CompletableFuture<Issued> result = new CompletableFuture<>();
    private int aboard = 1;

    /** Throws {@link RefusedException} when the caller has too many already. */
    Flight(FairGate gate, String starter) {
        this.gate = gate;
        this.turn = gate.enter(starter);
    }

    /** A fresh token is one that was asked for after the request came. */
    boolean serves(TokenRequest request) {
        return !request.fresh() || turn.waiting();
    }

    void board(String caller) {
        aboard++;
        gate.join(turn, caller);
    }

    /** True when nobody is left and the call will not be made. */
    boolean leave() {
        aboard--;
        return aboard == 0 && !result.isDone() && turn.waiting() && gate.giveUp(turn);
    }

    Turn turn() {
        return turn;
    }

    CompletableFuture<Issued> result() {
        return result;
    }
}
