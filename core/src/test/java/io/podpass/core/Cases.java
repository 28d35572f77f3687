package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Runs a property over many random cases. Each case has a seed of its own, which a failure names: {@code -Dpodpass.seed}
 * makes that case the first.
 */
final class Cases {
    static final String SEED = "podpass.seed";

    private static final int CASES = 1_000;

    private Cases() {}

    static void forAll(Consumer<Seeded> property) {
        var seed = Long.getLong(SEED);
        forAll(seed == null ? new SplittableRandom().nextLong() : seed, property);
    }

    static void forAll(long firstSeed, Consumer<Seeded> property) {
        for (var number = 0; number < CASES; number++) {
            var seed = firstSeed + number;
            assertThatCode(() -> property.accept(new Seeded(seed)))
                    .as("case %d; replay it with -D%s=%d", number + 1, SEED, seed)
                    .doesNotThrowAnyException();
        }
    }
}
