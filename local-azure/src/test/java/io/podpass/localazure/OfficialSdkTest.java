package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's own client, unmodified and in a JVM of its own, is the judge. */
class OfficialSdkTest {
    private static final String SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
    private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
    private static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

    @TempDir
    private Path folder;

    private LocalAzure azure;
    private ArmClient arm;
    private JsonNode identity;
    private String vault;
    private String account;
    private InetSocketAddress imds;

    @BeforeEach
    void start() {
        azure = LocalAzure.start(LocalAzureSettings.loopback());
        arm = ArmClient.administrator(azure);
        String group = arm.group("rg");
        identity = arm.createIdentity(group, "orders");
        String scaleSet = arm.createScaleSet(group, "pool");
        arm.patch(
                scaleSet,
                "{\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{\""
                        + identity.path("id").asText() + "\":{}}}}");
        vault = group + "/providers/Microsoft.KeyVault/vaults/Orders-Vault";
        account = group + "/providers/Microsoft.Storage/storageAccounts/ordersdata";
        assertThat(arm.put(
                                vault,
                                "2023-07-01",
                                "{\"location\":\"westeurope\",\"properties\":{\"enableRbacAuthorization\":true}}")
                        .status())
                .isEqualTo(201);
        assertThat(arm.put(account, "2023-05-01", "{\"location\":\"westeurope\",\"kind\":\"StorageV2\"}")
                        .status())
                .isEqualTo(201);
        imds = azure.openImds(
                scaleSet + "/virtualMachines/0", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    private void assign(String scope, String role) {
        assertThat(arm.assign(
                                scope,
                                identity.path("properties").path("principalId").asText(),
                                role)
                        .status())
                .isEqualTo(201);
    }

    private void seedSecret() throws IOException {
        assertThat(arm.put(
                                vault
                                        + "/providers/Microsoft.Authorization/roleAssignments/6f0f3fb9-2f0e-4a35-9a5a-3a6f6d5b0d01",
                                "2022-04-01",
                                """
                                {"properties":{"roleDefinitionId":"/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s",
                                 "principalId":"%s"}}""".formatted(azure.subscriptionId(), SECRETS_OFFICER, azure.administratorObjectId()))
                        .status())
                .isEqualTo(201);
        String answer = new NamedHostProbe(azure)
                .whole(
                        "orders-vault.vault.azure.net",
                        "PUT /secrets/password?api-version=7.4 HTTP/1.1\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + azure.administratorToken("https://vault.azure.net")
                                + "\r\n",
                        "{\"value\":\"s3cret\"}");
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    private Map<String, String> run() throws IOException, InterruptedException {
        Path trust = folder.resolve("trust.p12");
        azure.writeTrustStore(trust);
        Path hosts = folder.resolve("hosts");
        Files.writeString(
                hosts,
                azure.hostNames().stream()
                        .map(name -> "127.0.0.1 " + name + "\n")
                        .collect(Collectors.joining()));
        Path out = folder.resolve("out.txt");
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Djavax.net.ssl.trustStore=" + trust,
                        "-Djavax.net.ssl.trustStorePassword=changeit",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SdkProgram.class.getName(),
                        "https://orders-vault.vault.azure.net:" + azure.httpsPort(),
                        "https://ordersdata.blob.core.windows.net:" + azure.httpsPort(),
                        identity.path("properties").path("clientId").asText()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:" + imds.getPort());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES))
                    .as("the program ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines()
                .filter(line -> line.startsWith("STEP "))
                .map(line -> line.split(" ", 3))
                .collect(Collectors.toMap(part -> part[1], part -> part[2]));
    }

    @Test
    void doesEverythingThatItsRolesAllow() throws Exception {
        seedSecret();
        assign(vault, SECRETS_OFFICER);
        assign(account, BLOB_CONTRIBUTOR);

        assertThat(run())
                .containsEntry("get-secret", "ok s3cret")
                .containsEntry("get-missing-secret", "refused 404")
                .containsEntry("set-secret", "ok 32")
                .containsEntry("list-secrets", "ok [fresh, password]")
                .containsEntry("delete-secret", "ok gone")
                .containsEntry("create-container", "ok true")
                .containsEntry("upload", "ok 5")
                .containsEntry("upload-again", "refused 409 BlobAlreadyExists")
                .containsEntry("download", "ok hello")
                .containsEntry("upload-blocks", "ok 3145728 7")
                .containsEntry("stage-blocks", "ok twoone")
                .containsEntry("list-blobs", "ok [a/hello world.txt, big, staged]")
                .containsEntry("list-folders", "ok [big, staged, a/]")
                .containsEntry("list-containers", "ok [orders]")
                .containsEntry("delete-blob", "ok true false");
    }

    @Test
    void isRefusedWhatItsRolesDoNotAllow() throws Exception {
        seedSecret();
        assign(vault, SECRETS_USER);

        assertThat(run())
                .containsEntry("get-secret", "ok s3cret")
                .containsEntry("set-secret", "refused 403")
                .containsEntry("list-secrets", "ok [password]")
                .containsEntry("create-container", "refused 403 AuthorizationPermissionMismatch")
                .containsEntry("upload", "refused 403 AuthorizationPermissionMismatch")
                .containsEntry("download", "refused 403 AuthorizationPermissionMismatch");
    }
}
