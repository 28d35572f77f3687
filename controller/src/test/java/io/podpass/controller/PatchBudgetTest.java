package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatchBudgetTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void allowsTwelveAtOnceAndThenFourAMinute() {
        var budget = new PatchBudget();
        var sent = 0;
        for (var second = 0; second < 600; second++) {
            while (budget.take(NOON.plusSeconds(second))) {
                sent++;
            }
            if (second == 0) {
                assertThat(sent).isEqualTo(12);
            }
        }
        assertThat(sent).isEqualTo(12 + 599 / 15);
    }

    @Test
    void saysWhenTheNextOneMayBeSent() {
        var budget = new PatchBudget();
        for (var n = 0; n < 12; n++) {
            budget.take(NOON);
        }

        assertThat(budget.nextAt(NOON)).isEqualTo(NOON.plus(PatchBudget.REFILL));
        assertThat(budget.take(NOON.plus(PatchBudget.REFILL))).isTrue();
    }

    @Test
    void isFullAgainAfterAPause() {
        var budget = new PatchBudget();
        for (var n = 0; n < 12; n++) {
            budget.take(NOON);
        }
        var later = NOON.plus(Duration.ofHours(1));

        for (var n = 0; n < 12; n++) {
            assertThat(budget.take(later)).isTrue();
        }
        assertThat(budget.take(later)).isFalse();
    }
}
