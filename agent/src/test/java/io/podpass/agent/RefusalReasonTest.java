package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RefusalReasonTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| \\d{3} \\|");

    @Test
    void everyReasonIsExplainedInTheManualAndNoOther() throws IOException {
        var explained = ROW.matcher(Files.readString(Path.of("../docs/agent.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(explained)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RefusalReason.values())
                        .map(RefusalReason::text)
                        .toList());
    }

    @Test
    void everyReasonOfTheRuleIsOne() {
        assertThat(Decision.Reason.values())
                .allSatisfy(
                        reason -> assertThat(RefusalReason.of(reason).name()).isEqualTo(reason.name()));
    }
}
