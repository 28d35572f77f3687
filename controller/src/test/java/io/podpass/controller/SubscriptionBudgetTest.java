package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionBudgetTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SubscriptionBudget budget = new SubscriptionBudget();

    @Test
    void allowsHalfOfTheWritesThatAzureDoes() {
        assertThat(taken(budget::write, Duration.ZERO)).isEqualTo(200 / 2);
        assertThat(taken(budget::write, Duration.ofSeconds(10))).isEqualTo(10 * 10 / 2);
    }

    @Test
    void allowsHalfOfTheReadsThatAzureDoes() {
        assertThat(taken(budget::read, Duration.ZERO)).isEqualTo(250 / 2);
        assertThat(taken(budget::read, Duration.ofSeconds(10))).isEqualTo(10 * 25 / 2);
    }

    @Test
    void readsUseUpNoWrites() {
        taken(budget::read, Duration.ZERO);

        assertThat(budget.write(NOON)).isTrue();
    }

    @Test
    void saysWhenTheNextOneIsDue() {
        assertThat(budget.nextWriteAt(NOON)).isEqualTo(NOON);
        taken(budget::write, Duration.ZERO);
        taken(budget::read, Duration.ZERO);

        assertThat(budget.nextWriteAt(NOON)).isEqualTo(NOON.plusMillis(200));
        assertThat(budget.nextReadAt(NOON)).isEqualTo(NOON.plusMillis(80));
    }

    @Test
    void manyThreadsTogetherGetNoMoreThanOne() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        var taken = new int[8];
        for (var n = 0; n < taken.length; n++) {
            var number = n;
            threads.add(Thread.ofVirtual().start(() -> taken[number] = taken(budget::write, Duration.ZERO)));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(IntStream.of(taken).sum()).isEqualTo(100);
    }

    /** How many there are to be had at that time after noon. */
    private static int taken(Predicate<Instant> take, Duration after) {
        var count = 0;
        while (take.test(NOON.plus(after))) {
            count++;
        }
        return count;
    }
}
