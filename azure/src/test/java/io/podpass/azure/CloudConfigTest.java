package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudConfigTest {
    private static final String GOOD = """
            {"cloud":"AzurePublicCloud","tenantId":"t","subscriptionId":"s","resourceGroup":"MC_rg","aadClientId":"msi",
             "aadClientSecret":"msi","useManagedIdentityExtension":true,"userAssignedIdentityID":"kubelet"}""";

    @TempDir
    private Path folder;

    @Test
    void readsWhatANodeHas() throws IOException {
        var file = Files.writeString(folder.resolve("azure.json"), GOOD);

        assertThat(CloudConfig.read(file, Map.of()))
                .isEqualTo(new CloudConfig(Cloud.PUBLIC, "t", "s", "MC_rg", true, "kubelet", Optional.empty()));
    }

    @Test
    void cloudNamesCompareWithoutCase() {
        assertThat(Cloud.ofName("AZURECHINACLOUD")).contains(Cloud.CHINA);
        assertThat(Cloud.CHINA.arm()).isEqualTo(URI.create("https://management.chinacloudapi.cn/"));
        assertThat(Cloud.ofName("AzureGermanCloud")).isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        var file = folder.resolve("none.json");

        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> CloudConfig.read(file, Map.of()))
                .withMessageStartingWith("cannot read the cloud configuration " + file + ": there is no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "tenantId":"t"                       | "tenantId":""                          | tenantId
                    "subscriptionId":"s"                 | "subscriptionId":7                     | subscriptionId
                    "resourceGroup":"MC_rg"              | "other":"MC_rg"                        | resourceGroup
                    "cloud":"AzurePublicCloud"           | "cloud":"Elsewhere"                    | cloud
                    "cloud":"AzurePublicCloud"           | "cloud":""                             | cloud
                    "cloud":"AzurePublicCloud"           | "cloud":"AzureGermanCloud"             | cloud
                    "useManagedIdentityExtension":true   | "useManagedIdentityExtension":"maybe"  | useManagedIdentityExtension
                    """)
    void aBadFieldIsNamedInOneLine(String good, String bad, String field) {
        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> CloudConfig.parse("azure.json", GOOD.replace(good, bad), Map.of()))
                .withMessageStartingWith("the cloud configuration azure.json is wrong at " + field + ": ")
                .withMessageNotContaining("\n");
    }

    @Test
    void aFileThatIsNoJsonIsNotQuoted() {
        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> CloudConfig.parse("azure.json", "{\"aadClientSecret\": \"hunter2\"", Map.of()))
                .withMessageContaining("azure.json")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void yamlIsReadToo() {
        var config = CloudConfig.parse("azure.json", """
                cloud: AzureUSGovernment
                tenantId: t
                subscriptionId: s
                resourceGroup: MC_rg
                aadClientId: app
                aadClientSecret: hunter2
                """, Map.of());

        assertThat(config.cloud()).isEqualTo(Cloud.US_GOVERNMENT);
        assertThat(config.principal())
                .contains(new CloudConfig.Principal("app", new ClientCredential.Secret("hunter2")));
        assertThat(config.toString()).doesNotContain("hunter2");
    }

    @Test
    void withoutManagedIdentityAServicePrincipalIsAskedFor() {
        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() -> CloudConfig.parse(
                        "azure.json",
                        GOOD.replace("\"aadClientId\":\"msi\",", "").replace("Extension\":true", "Extension\":false"),
                        Map.of()))
                .withMessageContaining("aadClientId");
    }

    @Test
    void theEnvironmentStandsForTheFile() {
        var environment = Map.of(
                "CLOUD",
                "azurecloud",
                "TENANT_ID",
                "t",
                "SUBSCRIPTION_ID",
                "s",
                "RESOURCE_GROUP",
                "rg",
                "USE_MSI",
                "TRUE");

        assertThat(CloudConfig.ofEnvironment(environment))
                .isEqualTo(new CloudConfig(Cloud.PUBLIC, "t", "s", "rg", true, "", Optional.empty()));
    }

    @Test
    void aMissingVariableIsNamedAsAVariable() {
        assertThatExceptionOfType(CloudConfigException.class)
                .isThrownBy(() ->
                        CloudConfig.ofEnvironment(Map.of("CLOUD", "AzureCloud", "TENANT_ID", "t", "USE_MSI", "true")))
                .withMessage(
                        "the cloud configuration of the environment is wrong at SUBSCRIPTION_ID: it is missing or empty");
    }
}
