package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String HIDDEN = "##### REDACTED #####";

    @Test
    void longIdShowsItsEndsAndNothingBetween() {
        Cases.forAll(seeded -> {
            var id = seeded.text("0123456789abcdef-", 12 + seeded.below(40));
            assertThat(Redaction.of(id))
                    .isEqualTo(String.valueOf(id.toCharArray(), 0, 4)
                            + HIDDEN
                            + String.valueOf(id.toCharArray(), id.length() - 4, 4));
        });
    }

    @Test
    void shortIdShowsNothing() {
        Cases.forAll(seeded -> assertThat(Redaction.of(seeded.text("0123456789abcdef-", seeded.below(12))))
                .isEqualTo(HIDDEN));
    }
}
