package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of the modules without their providers. */
final class TerraformModulesTest {
    /** Of a module's call, what is not the module's own. */
    private static final Set<String> META = Set.of("source", "version", "providers", "count", "for_each", "depends_on");

    private static final String OBJECT_ID = ".*(principal_id|object_id)";

    static boolean terraformIsThere() {
        return Terraform.find().isPresent();
    }

    static List<Path> folders() throws IOException {
        return Terraform.folders();
    }

    static List<TerraformBlock> callsOfTheExample() throws IOException {
        return Terraform.blocks(Terraform.FOLDER.resolve("examples/complete"), "module");
    }

    private static Map<String, TerraformBlock> variables(TerraformBlock call) throws IOException {
        var source = call.attributes().get("source").replace("\"", "");
        var folder = Terraform.FOLDER.resolve("examples/complete").resolve(source);
        return Terraform.blocks(folder, "variable").stream()
                .collect(Collectors.toMap(TerraformBlock::name, variable -> variable));
    }

    @Test
    @EnabledIf(value = "terraformIsThere", disabledReason = Terraform.MISSING)
    void areFormattedAsTerraformFormatsThem() {
        Terraform.find().orElseThrow().run("fmt", "-check", "-diff", "-recursive", Terraform.FOLDER.toString());
    }

    @ParameterizedTest
    @MethodSource("folders")
    @EnabledIf(value = "terraformIsThere", disabledReason = Terraform.MISSING)
    void areLoadedByTerraform(Path folder, @TempDir Path copy) throws IOException {
        try (var files = Files.walk(Terraform.FOLDER)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".tf")).toList()) {
                var target = copy.resolve(Terraform.FOLDER.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }

        var there = copy.resolve(Terraform.FOLDER.relativize(folder));
        assertThat(Terraform.find().orElseThrow().run("-chdir=" + there, "get", "-no-color"))
                .doesNotContain("Error:");
    }

    @Test
    void theExampleUsesEveryModule() throws IOException {
        assertThat(callsOfTheExample()).extracting(TerraformBlock::name).containsOnly("aks", "roles", "pod_identity");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void assignRolesToObjectIdsOfServicePrincipalsOnly(Path folder) throws IOException {
        assertThat(Terraform.blocks(folder, "resource"))
                .filteredOn(resource -> resource.labels().getFirst().equals("azurerm_role_assignment"))
                .allSatisfy(assignment -> assertThat(assignment.attributes())
                        .hasEntrySatisfying(
                                "principal_id",
                                principal ->
                                        assertThat(principal).matches(OBJECT_ID).doesNotContain("client"))
                        .containsEntry("principal_type", "\"ServicePrincipal\""));
    }

    @ParameterizedTest
    @CsvSource({"roles, 1", "pod-identity, 1", "aks, 0"})
    void haveTheirRoleAssignmentsWhereTheyAreExpected(String module, int expected) throws IOException {
        assertThat(Terraform.blocks(Terraform.FOLDER.resolve("modules").resolve(module), "resource"))
                .filteredOn(resource -> resource.labels().getFirst().equals("azurerm_role_assignment"))
                .hasSize(expected);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void nameNoOutputAfterAnotherKindOfIdThanItHas(Path folder) throws IOException {
        assertThat(Terraform.blocks(folder, "output")).isNotEmpty().allSatisfy(output -> {
            var value = output.attributes().get("value");
            if (output.name().matches(OBJECT_ID + "s?")) {
                assertThat(value).matches("(?s).*\\.(principal_id|object_id)( }|$)");
            } else {
                assertThat(value).doesNotContain("principal_id", "object_id");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("callsOfTheExample")
    void theExampleGivesObjectIdsWhereTheyBelong(TerraformBlock call) {
        assertThat(call.attributes()).allSatisfy((argument, value) -> {
            if (argument.matches(OBJECT_ID)) {
                assertThat(value).matches(OBJECT_ID);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("callsOfTheExample")
    void theExampleGivesNothingThatTheModuleDoesNotDeclare(TerraformBlock call) throws IOException {
        assertThat(call.attributes().keySet())
                .filteredOn(argument -> !META.contains(argument))
                .isNotEmpty()
                .isSubsetOf(variables(call).keySet());
    }

    @ParameterizedTest
    @MethodSource("callsOfTheExample")
    void theExampleGivesAllThatTheModuleRequires(TerraformBlock call) throws IOException {
        var required = variables(call).values().stream()
                .filter(variable -> !variable.attributes().containsKey("default"))
                .map(TerraformBlock::name)
                .toList();

        assertThat(call.attributes().keySet()).containsAll(required);
        assertThat(required).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void describeVariablesAndOutputs(Path folder) throws IOException {
        assertThat(Terraform.blocks(folder, "variable"))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(variable.attributes()).containsKeys("description", "type"));
        assertThat(Terraform.blocks(folder, "output"))
                .allSatisfy(output -> assertThat(output.attributes()).containsKeys("description", "value"));
    }
}
