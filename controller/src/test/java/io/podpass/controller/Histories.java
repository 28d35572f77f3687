package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.SplittableRandom;

/** Tells random histories, each by a seed of its own, from a random one or from that of {@code -Dpodpass.seed}. */
final class Histories {
    /** One history. Throws when it did not end as it must. */
    @FunctionalInterface
    interface Story {
        void tell(long seed) throws Exception;
    }

    private Histories() {}

    /** Fails at the first that fails, and names its seed. */
    static void tell(int histories, Story story) {
        var given = Long.getLong("podpass.seed");
        var first = given == null ? new SplittableRandom().nextLong() : given;
        for (var number = 0; number < histories; number++) {
            var seed = first + number;
            assertThatCode(() -> story.tell(seed))
                    .as("history %d; replay it with -Dpodpass.seed=%d", number + 1, seed)
                    .doesNotThrowAnyException();
        }
    }
}
