package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CasesTest {
    @Test
    void failureNamesTheSeedThatReplaysIt() {
        var failing = new Seeded(1007).below(1_000_000);

        assertThatThrownBy(() -> Cases.forAll(
                        1000, seeded -> assertThat(seeded.below(1_000_000)).isNotEqualTo(failing)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("case 8")
                .hasMessageContaining("-Dpodpass.seed=1007");
    }

    @Test
    void sameSeedGivesTheSameCases() {
        assertThat(drawn(5)).isEqualTo(drawn(5)).isNotEqualTo(drawn(600));
    }

    private static List<Integer> drawn(long seed) {
        var drawn = new ArrayList<Integer>();
        Cases.forAll(seed, seeded -> drawn.add(seeded.below(1_000_000)));
        return drawn;
    }
}
