package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StackFileTest {
    private static final String GOOD = """
            {"name":"AzureStackCloud","resourceManagerEndpoint":"https://management.local.azurestack.external",
             "ActiveDirectoryEndpoint":"https://login.microsoftonline.com/","tokenAudience":"https://management.stack/1",
             "containerRegistryDNSSuffix":"azurecr.stack.example"}""";

    @TempDir
    private Path folder;

    @Test
    void aStackIsWhatItsFileSays() throws IOException {
        assertThat(CloudConfig.ofEnvironment(environment(GOOD)).cloud())
                .isEqualTo(new Cloud(
                        "AzureStackCloud",
                        URI.create("https://management.local.azurestack.external/"),
                        "https://management.stack/1",
                        URI.create("https://login.microsoftonline.com/"),
                        "azurecr.stack.example"));
    }

    @Test
    void aStackWithoutRegistriesHasNoSuffixAndATopLevelDomainIsNone() throws IOException {
        assertThat(StackFile.cloud(environment(GOOD.replace("containerRegistryDNSSuffix", "other")))
                        .registrySuffix())
                .isEmpty();

        var wrong = environment(GOOD.replace("azurecr.stack.example", "example"));
        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> StackFile.cloud(wrong))
                .withMessageContaining("containerRegistryDNSSuffix: it must be a domain");
    }

    @Test
    void withoutAnAudienceTheEndpointIsIt() throws IOException {
        var cloud = StackFile.cloud(environment(GOOD.replace("tokenAudience", "other")));

        assertThat(cloud.armAudience()).isEqualTo("https://management.local.azurestack.external/");
    }

    @Test
    void withoutTheVariableItsNameIsTold() {
        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> StackFile.cloud(Map.of()))
                .withMessageContaining("AZURE_ENVIRONMENT_FILEPATH is not set");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var file = folder.resolve("none.json");

        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> StackFile.cloud(Map.of(StackFile.VARIABLE, file.toString())))
                .withMessage("cannot read the Azure Stack's file " + file
                        + " of AZURE_ENVIRONMENT_FILEPATH: there is no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://management.local    | http://management.local | resourceManagerEndpoint: it must be https
                    ActiveDirectoryEndpoint     | else                    | activeDirectoryEndpoint: it is missing or empty
                    https://login.microsoftonline.com/ | https:// /       | activeDirectoryEndpoint: it is no address
                    }                           | /                       | is no JSON
                    """)
    void whatIsWrongIsNamedInOneLine(String good, String bad, String problem) {
        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> StackFile.cloud(environment(GOOD.replace(good, bad))))
                .withMessageContaining(problem)
                .withMessageNotContaining("\n");
    }

    private Map<String, String> environment(String text) throws IOException {
        var file = Files.writeString(folder.resolve("stack.json"), text);
        return Map.of(
                "CLOUD",
                "azurestackcloud",
                StackFile.VARIABLE,
                file.toString(),
                "TENANT_ID",
                "t",
                "SUBSCRIPTION_ID",
                "s",
                "RESOURCE_GROUP",
                "rg",
                "USE_MSI",
                "true");
    }
}
