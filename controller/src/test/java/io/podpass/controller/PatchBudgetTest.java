package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatchBudgetTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void neverAllowsMoreThanTwelveAndFourAMinute() {
        var budget = new PatchBudget();
        var sent = 0;
        for (var tenth = 0; tenth < 6000; tenth++) {
            var now = NOON.plusMillis(tenth * 100L);
            while (budget.take(now)) {
                sent++;
            }
            assertThat(sent).isLessThanOrEqualTo(12 + tenth / 150);
        }
        assertThat(sent).isGreaterThanOrEqualTo(599 / 15);
    }

    @Test
    void pausesLongerTheMoreIsUsed() {
        var budget = new PatchBudget();
        for (var n = 0; n < PatchBudget.UNPACED; n++) {
            assertThat(budget.take(NOON)).isTrue();
        }

        assertThat(budget.take(NOON)).isFalse();
        assertThat(budget.nextAt(NOON)).isEqualTo(NOON.plusMillis(100));
        assertThat(budget.take(NOON.plusMillis(100))).isTrue();
        assertThat(budget.nextAt(NOON.plusMillis(100))).isEqualTo(NOON.plusMillis(300));
    }

    @Test
    void isFullAgainAfterAPause() {
        var budget = new PatchBudget();
        for (var n = 0; n < PatchBudget.UNPACED; n++) {
            budget.take(NOON);
        }
        var later = NOON.plus(Duration.ofHours(1));

        for (var n = 0; n < PatchBudget.UNPACED; n++) {
            assertThat(budget.take(later)).isTrue();
        }
        assertThat(budget.take(later)).isFalse();
    }
}
