package io.podpass.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema is OASIS's own, as npm's @microsoft/jest-sarif 1.0.0-beta.0 carries it. */
final class SarifTest {
    private static final String MANUAL = "https://manual.test/docs/findings.md";
    private static final Schema SCHEMA = schema();

    static Stream<Path> all() {
        return Corpus.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isValid(Path world) {
        var log = Sarif.render(Check.of(Corpus.sources(world)), "0.1.0-SNAPSHOT", MANUAL);
        assertThat(SCHEMA.validate(
                        log,
                        InputFormat.JSON,
                        run -> run.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoLog() {
        assertThat(SCHEMA.validate("{\"version\": \"2.1.0\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void aResultSaysWhereAndWhichRule() throws IOException {
        var log = render(new Source("deploy/objects.yaml", "---\nkind: AzureIdentity\nmetadata: {name: a}\n"));

        var result = log.at("/runs/0/results/0");
        assertThat(result.path("level").asText()).isEqualTo("error");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("deploy/objects.yaml");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(2);
        assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName")
                        .asText())
                .isEqualTo("AzureIdentity default/a");
        var rule =
                log.at("/runs/0/tool/driver/rules/" + result.path("ruleIndex").asInt());
        assertThat(rule.path("helpUri").asText()).isEqualTo(MANUAL + "#identity-invalid");
    }

    @Test
    void aFileWithAColonIsNoScheme() throws IOException {
        var log = render(new Source("a b:c.yaml", "kind: AzureIdentity\nmetadata: {name: a}\n"));

        assertThat(log.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("./a%20b:c.yaml");
    }

    private static JsonNode render(Source source) throws IOException {
        return new ObjectMapper().readTree(Sarif.render(Check.of(List.of(source)), "0.1.0", MANUAL));
    }

    private static Schema schema() {
        try {
            var text = Files.readString(Path.of("src", "test", "resources", "sarif-2.1.0-rtm.5.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
