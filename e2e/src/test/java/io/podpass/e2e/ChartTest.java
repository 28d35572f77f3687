package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podpass.kube.CustomResourceDefinitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes of values, by Helm itself. */
@EnabledIf(value = "helmIsThere", disabledReason = Helm.MISSING)
final class ChartTest {
    private static final Path VALUES = Path.of("src/test/resources/chart").toAbsolutePath();
    private static final Path MANIFESTS = Helm.CHART.resolve("../../manifests").normalize();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    static boolean helmIsThere() {
        return Helm.find().isPresent();
    }

    private static String render(String values, String... more) {
        var arguments = new ArrayList<>(List.of(
                "template",
                "podpass",
                Helm.CHART.toString(),
                "-n",
                "kube-system",
                "-f",
                values(values).toString()));
        arguments.addAll(List.of(more));
        return Helm.find().orElseThrow().run(arguments.toArray(String[]::new));
    }

    private static Path values(String name) {
        return VALUES.resolve(name + ".values.yaml");
    }

    @Test
    void helmFindsNothingWrongWithIt() {
        assertThat(Helm.find().orElseThrow().run("lint", "--strict", Helm.CHART.toString()))
                .contains("0 chart(s) failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "secret", "people"})
    void rendersWhatIsWrittenDown(String values) throws IOException {
        isWrittenDown(VALUES.resolve(values + ".golden.yaml"), render(values));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "managed"})
    void plainManifestsAreWhatItRenders(String mode) throws IOException {
        isWrittenDown(MANIFESTS.resolve(mode + ".yaml"), render(mode, "--include-crds", "--no-hooks"));
    }

    private static void isWrittenDown(Path golden, String rendered) throws IOException {
        if (Boolean.getBoolean("podpass.updateGolden")) {
            Files.writeString(golden, rendered);
        }
        assertThat(golden).as("rewrite it with -Dpodpass.updateGolden=true").hasContent(rendered);
    }

    @Test
    void itsDefinitionsAreThoseOfTheRelease() throws IOException {
        for (var plural : CustomResourceDefinitions.PLURALS) {
            isWrittenDown(Helm.CHART.resolve("crds/" + plural + ".yaml"), CustomResourceDefinitions.yaml(plural));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mic.replica=3                     | additional properties 'replica' not allowed
                    operationMode=both                | value must be one of 'standard', 'managed'
                    nmi.setRetryAfterHeader=maybe     | value must be one of
                    adminsecret.cloud=AzureCloud      | adminsecret.clientID is missing
                    azureIdentities.a.clientID=c      | azureIdentities.a.resourceID is missing
                    """)
    void whatCannotBeMeantIsRefused(String value, String problem) {
        try (var helm = Helm.find()
                .orElseThrow()
                .start(List.of("template", "podpass", Helm.CHART.toString(), "--set", value))) {
            assertThat(helm.awaitFailure(LIMIT)).contains(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "DaemonSet"})
    void theProgramTakesEveryFlagThatValuesCanMake(String kind) throws IOException {
        var arguments = new ArrayList<>(arguments(kind, render("old")));
        arguments.add("--kubeconfig=" + folder.resolve("none"));
        var cloud = Files.writeString(folder.resolve("azure.json"), """
                {"cloud": "AzureCloud", "tenantId": "t", "subscriptionId": "s", "resourceGroup": "g",
                 "useManagedIdentityExtension": true}
                """);
        arguments.replaceAll(argument -> argument.startsWith("--cloudconfig=") ? "--cloudconfig=" + cloud : argument);
        var program = new PodpassProgram(folder, folder.resolve("none"));
        try (var role = program.start(arguments, Map.of("NODE_NAME", "node-0"))) {
            assertThat(role.awaitFailure(LIMIT)).contains("cannot read the kubeconfig");
        }
    }

    private static List<String> arguments(String kind, String manifests) throws IOException {
        var yaml = new YAMLMapper();
        try (var parser = yaml.createParser(manifests)) {
            var objects = yaml.<JsonNode>readValues(parser, JsonNode.class);
            while (objects.hasNext()) {
                var object = objects.next();
                if (object.path("kind").asText().equals(kind)) {
                    var arguments = new ArrayList<String>();
                    if (object.at("/spec/template/spec/containers/0").has("command")) {
                        arguments.add("agent");
                    }
                    object.at("/spec/template/spec/containers/0/args")
                            .forEach(argument -> arguments.add(argument.asText()));
                    return arguments;
                }
            }
        }
        throw new AssertionError("no " + kind + " in " + manifests);
    }
}
