package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CustomResourceDefinitionsTest {
    private static final Path GOLDEN = Path.of("src/main/resources/io/podpass/kube/crds");

    @Test
    void filesAreWhatTheClassesGenerate() throws IOException {
        var generated = new GeneratedDefinitions().yaml();

        if (Boolean.getBoolean("podpass.updateGolden")) {
            for (var entry : generated.entrySet()) {
                Files.writeString(GOLDEN.resolve(entry.getKey() + ".yaml"), entry.getValue());
            }
        }
        assertThat(generated.keySet()).containsExactlyElementsOf(CustomResourceDefinitions.PLURALS);
        for (var entry : generated.entrySet()) {
            assertThat(GOLDEN.resolve(entry.getKey() + ".yaml"))
                    .as("rewrite it with -Dpodpass.updateGolden=true")
                    .hasContent(entry.getValue());
        }
    }

    @Test
    void definitionsAreReadableAtRunTime() {
        assertThat(CustomResourceDefinitions.all())
                .extracting(definition -> definition.getMetadata().getName())
                .containsExactly(
                        "azureassignedidentities.aadpodidentity.k8s.io",
                        "azureidentities.aadpodidentity.k8s.io",
                        "azureidentitybindings.aadpodidentity.k8s.io",
                        "azurepodidentityexceptions.aadpodidentity.k8s.io");
    }

    @Test
    void noDefinitionHasASeparateStatus() {
        assertThat(CustomResourceDefinitions.all())
                .allSatisfy(definition -> assertThat(
                                definition.getSpec().getVersions().getFirst().getSubresources())
                        .isNull());
    }

    @Test
    void anUnknownKindIsNamedInTheError() {
        assertThatThrownBy(() -> CustomResourceDefinitions.yaml("azuresecrets"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("azuresecrets");
    }
}
