package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.podpass.azure.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FairGateTest {
    private final StoryClock clock = new StoryClock();
    private final FairGate gate = new FairGate(CallLimits.IMDS, clock, clock);

    private void call(String caller, Runnable work) {
        gate.enter(caller).call(clock.instant().plusSeconds(60), () -> {
            work.run();
            return caller;
        });
    }

    @Test
    void imdsIsAskedWithinWhatItAnswersPerMachine() {
        assertThat(CallLimits.IMDS).isEqualTo(new CallLimits(20, 5, 4, 32));
    }

    @Test
    void oneCallersShareIsLessThanTheWhole() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CallLimits(20, 5, 5, 32));
    }

    @Test
    void callsBeginTwentyTimesASecondAtMost() {
        for (var i = 0; i < 41; i++) {
            call("uid-" + i, () -> {});
        }

        assertThat(clock.passed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void callersTakeTurns() {
        var order = new ArrayList<Turn>();
        // All places are taken, so that everybody waits.
        var running = List.of(gate.enter("a"), gate.enter("b"), gate.enter("c"), gate.enter("d"), gate.enter("e"));
        var greedy = List.of(gate.enter("greedy"), gate.enter("greedy"), gate.enter("greedy"));
        var modest = List.of(gate.enter("modest"), gate.enter("modest"));
        var waiting = new ArrayList<Turn>(greedy);
        waiting.addAll(modest);

        for (var turn : running) {
            turn.skip();
            waiting.stream()
                    .filter(Turn::running)
                    .filter(one -> !order.contains(one))
                    .forEach(order::add);
        }

        assertThat(order).containsExactly(greedy.get(0), modest.get(0), greedy.get(1), modest.get(1), greedy.get(2));
    }

    @Test
    void aCallBetweenTwoTriesLeavesItsPlaceToOthers() {
        var small = new FairGate(new CallLimits(20, 2, 1, 8), clock, clock);
        var seen = new ArrayList<Boolean>();
        small.enter("a");

        small.enter("b").call(clock.instant().plusSeconds(60), () -> {
            var other = small.enter("c");
            seen.add(other.running());
            pause(ignored -> {
                seen.add(other.running());
                other.skip();
            });
            return seen.add(other.running());
        });

        assertThat(seen).containsExactly(false, true, false);
    }

    @Test
    void everyTryCounts() {
        call("uid-1", () -> {
            for (var i = 0; i < 20; i++) {
                pause(ignored -> {});
            }
        });
        call("uid-2", () -> {});

        assertThat(clock.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    /** As a source pauses between two tries. */
    private static void pause(Pause pause) {
        try {
            Turn.outside(pause).pause(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
