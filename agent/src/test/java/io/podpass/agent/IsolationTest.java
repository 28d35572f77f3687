package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random histories with requests in between, each answered by all that decides in the agent, and held against
 * {@link Granted}.
 *
 * <p>A history is named by its seed. A failure prints it, and {@code -Dpodpass.seed=<seed>} makes that history the first;
 * {@code -Dpodpass.isolation.requests=1000000} is a long night.
 */
final class IsolationTest {
    private static final int REQUESTS = Integer.getInteger("podpass.isolation.requests", 50_000);
    private static final int REQUESTS_OF_A_HISTORY = 500;

    @Test
    void noPodGetsATokenOfAnIdentityThatIsNotGrantedToItAtThatMoment() throws InterruptedException {
        var given = Long.getLong("podpass.seed");
        var first = given == null ? new SplittableRandom().nextLong() : given;
        var tally = new Tally();
        for (var history = 0; history * REQUESTS_OF_A_HISTORY < REQUESTS; history++) {
            var callers = new HistoryCallers(first + history, tally);
            for (var request = 0; request < REQUESTS_OF_A_HISTORY; request++) {
                callers.ask();
            }
        }

        System.out.println(tally);
        // Histories in which nobody gets anything, or nothing happens meanwhile, would prove nothing.
        assertThat(tally.issued()).as("%s", tally).isGreaterThan(tally.requests() / 10);
        assertThat(tally.refused()).as("%s", tally).isGreaterThan(tally.requests() / 10);
        assertThat(tally.issuedAfterAChange()).as("%s", tally).isGreaterThan(tally.requests() / 100);
        assertThat(tally.issuedByException()).as("%s", tally).isGreaterThan(tally.requests() / 200);
        assertThat(tally.lostWhileFetching()).as("%s", tally).isGreaterThan(tally.requests() / 1000);
    }
}
