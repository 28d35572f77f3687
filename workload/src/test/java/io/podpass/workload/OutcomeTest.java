package io.podpass.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void isOneLineOfJsonThatNamesEveryErrand() {
        var outcome = new Outcome(
                Outcome.Token.ISSUED, Optional.of(Outcome.Service.read(5)), Optional.of(Outcome.Service.ok()));

        assertThat(outcome.toJson())
                .isEqualTo("{\"token\":{\"status\":200,\"reason\":\"issued\"},"
                        + "\"keyVault\":{\"status\":200,\"bytes\":5},\"blob\":{\"status\":200}}");
    }

    @Test
    void tellsWhyAServiceRefusedAndWhatWasNotTried() {
        var outcome = new Outcome(
                new Outcome.Token(403, "two\nlines"),
                Optional.of(Outcome.Service.failed(403, "ForbiddenByRbac")),
                Optional.empty());

        assertThat(outcome.toJson())
                .isEqualTo("{\"token\":{\"status\":403,\"reason\":\"two\\nlines\"},"
                        + "\"keyVault\":{\"status\":403,\"code\":\"ForbiddenByRbac\"},\"blob\":null}");
    }
}
