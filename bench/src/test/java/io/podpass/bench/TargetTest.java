package io.podpass.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TargetTest {
    @Test
    void moreOfSomethingGood() {
        var target = Target.atLeast(.5, .9, "× nginx");
        assertThat(target.verdict(.49)).isEqualTo("**missed**");
        assertThat(target.verdict(.5)).isEqualTo("reached");
        assertThat(target.verdict(.9)).isEqualTo("better than hoped for");
    }

    @Test
    void lessOfSomethingBad() {
        var target = Target.atMost(50, 10, "ms");
        assertThat(target.verdict(51)).isEqualTo("**missed**");
        assertThat(target.verdict(50)).isEqualTo("reached");
        assertThat(target.verdict(10)).isEqualTo("better than hoped for");
    }
}
