package io.podpass.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param pods on the agent's node; all but the first wait for their identity in one wake-up round each
 * @param uncountedRounds wake-up rounds at the beginning that warm the agent up and are not counted
 * @param stampede identical requests at once
 * @param connections kept alive under load
 * @param loadRounds how often agent and nginx take turns under full load
 * @param load length of one such turn
 * @param rate requests a second of the fixed-rate load
 * @param fixedRate length of the fixed-rate load
 * @param starts of the agent, for the start-up time
 */
record Sizes(
        int pods,
        int uncountedRounds,
        int stampede,
        int connections,
        int loadRounds,
        Duration load,
        int rate,
        Duration fixedRate,
        int starts) {
    /** Those of the design's table. */
    static final Sizes FULL = new Sizes(250, 30, 1000, 64, 5, Duration.ofSeconds(8), 1000, Duration.ofSeconds(30), 7);

    /** A look in passing: the same rows from fewer samples. */
    static final Sizes QUICK = new Sizes(250, 30, 1000, 64, 2, Duration.ofSeconds(4), 1000, Duration.ofSeconds(6), 2);
}
