package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FindingsManualTest {
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\S+)$(.*?)(?=^## |\\z)");

    @Test
    void eachKindHasASectionAndEachSectionAKind() throws IOException {
        assertThat(SECTION.matcher(manual()).results().map(section -> section.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(FindingKind.values()).map(FindingKind::id).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aSectionSaysWhatToDo(FindingKind kind) throws IOException {
        assertThat(SECTION.matcher(manual())
                        .results()
                        .filter(section -> section.group(1).equals(kind.id()))
                        .map(section -> section.group(2)))
                .singleElement()
                .asString()
                .contains("**To do:** ");
    }

    private static String manual() throws IOException {
        return Files.readString(Path.of("..", "docs", "findings.md"));
    }
}
