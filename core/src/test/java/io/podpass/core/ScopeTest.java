package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    @ParameterizedTest
    @CsvSource({
        "/subscriptions/s, /subscriptions/s/resourceGroups/g, true",
        "/subscriptions/s/resourceGroups/g, /subscriptions/S/resourcegroups/G/providers/P/t/n, true",
        "/subscriptions/s/resourceGroups/g, /subscriptions/s/resourceGroups/g, true",
        "/, /subscriptions/s, true",
        "/subscriptions/s/resourceGroups/g, /subscriptions/s/resourceGroups/g2, false",
        "/subscriptions/s/resourceGroups/g/providers/P/t/n, /subscriptions/s/resourceGroups/g, false",
        "/subscriptions/s, /subscriptions/s2, false"
    })
    void coversItselfAndWhatIsBelow(String upper, String lower, boolean covers) {
        assertThat(new Scope(upper).covers(new Scope(lower))).isEqualTo(covers);
    }

    @Test
    void theGroupOfAResourceIsTheGroupItIsIn() {
        assertThat(new Scope("/subscriptions/s/resourceGroups/G/providers/P/t/n").group())
                .contains(Scope.ofGroup("s", "g"));
    }

    @Test
    void aSubscriptionIsInNoGroup() {
        assertThat(new Scope("/subscriptions/s").group()).isEmpty();
    }

    @Test
    void aSlashAtTheEndIsNoDifference() {
        assertThat(new Scope("/subscriptions/s/")).isEqualTo(new Scope("/subscriptions/S"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "subscriptions/s", "/subscriptions//g", "/subscriptions/a b"})
    void whatCanBeNoScopeIsRefused(String text) {
        assertThatThrownBy(() -> new Scope(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a scope");
    }
}
