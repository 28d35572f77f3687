package io.podpass.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.FindingKind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CorpusTest {
    /** Kinds up to this one are found in files; those behind it only a running cluster shows. */
    private static final FindingKind LAST = FindingKind.IDENTITY_NOT_AT_AZURE;

    static Stream<Path> good() {
        return Corpus.good();
    }

    static Stream<Path> bad() {
        return Corpus.bad();
    }

    static Stream<Path> all() {
        return Corpus.all();
    }

    @ParameterizedTest
    @MethodSource("good")
    void findsNothingInWhatIsRight(Path world) {
        assertThat(Check.of(Corpus.sources(world)).findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void findsWhatIsWrongAndNothingElse(Path world) {
        assertThat(Check.of(Corpus.sources(world)).findings())
                .extracting(found -> found.kind().id())
                .containsExactlyInAnyOrderElementsOf(Corpus.expected(world));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theOrderOfFilesAndObjectsChangesNothing(Path world) {
        var sources = Corpus.sources(world);
        assertThat(Check.of(sources.reversed())).isEqualTo(Check.of(sources));
    }

    @Test
    void eachKindIsProvoked() {
        Set<FindingKind> provoked = Corpus.bad()
                .flatMap(world -> Corpus.expected(world).stream())
                .map(id -> FindingKind.ofId(id).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FindingKind.class)));
        assertThat(provoked).containsAll(EnumSet.range(FindingKind.CLIENT_ID_AS_PRINCIPAL, LAST));
    }

    @Test
    void theModulesOfThisProjectGiveTheFourRoles() {
        var seen = Check.of(Corpus.sources(Corpus.good()
                        .filter(world -> world.endsWith("plan-of-examples-complete.json"))
                        .findFirst()
                        .orElseThrow()))
                .seen();
        assertThat(seen)
                .containsEntry("azurerm_role_assignment AcrPull", 1)
                .containsEntry("azurerm_role_assignment Managed Identity Operator", 2)
                .containsEntry("azurerm_role_assignment Virtual Machine Contributor", 1)
                .containsEntry("azurerm_role_assignment Storage Blob Data Contributor", 2);
    }

    /** Whatever is in a file, the answer is findings or one line: an exception of another kind ends this test. */
    @ParameterizedTest
    @MethodSource("all")
    void brokenFilesAreRefusedInOneLine(Path world) {
        var seed = Long.getLong("podpass.seed", world.hashCode());
        var random = new Random(seed);
        for (var round = 0; round < 25; round++) {
            var mutated = Corpus.sources(world).stream()
                    .map(source -> new Source(source.name(), Mutation.of(source.text(), random)))
                    .toList();
            assertThat(outcome(mutated)).as("seed %d, round %d", seed, round).doesNotContain("\n");
        }
    }

    private static String outcome(List<Source> sources) {
        try {
            return Check.of(sources).findings().size() + " findings";
        } catch (CheckException e) {
            return e.getMessage();
        }
    }
}
