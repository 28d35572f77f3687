package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.cli.ArmAdministrator;
import io.podpass.cli.ReferenceAzure.ManagedIdentity;
import io.podpass.cli.Scenario.IdentityObject;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code podpass roles} as a process, on a cluster that ARM knows. */
final class RolesProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    private static final String STORAGE = "Storage Blob Data Contributor";

    private final LocalKube kube = LocalKube.start(LocalKubeSettings.loopback());
    private Installation installation;
    private PodpassProgram program;
    private Path kubeconfig;
    private Path token;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        installation = Installation.withoutController(LocalClients.of(kube));
        program = PodpassProgram.of(folder, installation);
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kube.kubeconfig(kube.uri()));
        token = Files.writeString(
                folder.resolve("token"), installation.localAzure().administratorToken());
        installation.namespace("shop");
        installation.cluster().identity(new IdentityObject("shop", "inside"), installation.identity(SECRETS_IDENTITY));
    }

    @AfterEach
    void stop() {
        installation.close();
        kube.close();
    }

    @Test
    void allFourKindsOfRoleOfTheReferenceSetUpAreSeen() {
        var shown = roles(
                        "show",
                        "--registry",
                        provider("Microsoft.ContainerRegistry/registries/podpassdemo"),
                        "--pod-identity",
                        installation.identity("orders-storage").resourceId(),
                        "--pod-role",
                        STORAGE,
                        "--pod-scope",
                        provider("Microsoft.Storage/storageAccounts/podpassdemo"))
                .awaitEnd(LIMIT);

        assertThat(shown)
                .containsPattern("Virtual Machine Contributor +/subscriptions/\\S+ +\\S+ +assigned")
                .containsPattern("Managed Identity Operator +/subscriptions/\\S+ +\\S+ +assigned")
                .containsPattern("AcrPull +/subscriptions/\\S+ +\\S+ +assigned")
                .containsPattern(STORAGE + " +/subscriptions/\\S+ +\\S+ +assigned")
                .endsWith("All 4 are there.\n");
    }

    @Test
    void aRoleForAnIdentityElsewhereIsMissingUntilItIsGranted() {
        var elsewhere = identity("elsewhere");
        installation.cluster().identity(new IdentityObject("shop", "elsewhere"), elsewhere);
        var group = "/subscriptions/" + installation.localAzure().subscriptionId() + "/resourcegroups/podpass-demo";

        assertThat(roles("show").awaitFailure(LIMIT))
                .containsPattern("Managed Identity Operator +" + group + " +\\S+ +missing\n")
                .contains("1 of 3 missing.");
        assertThat(roles("grant", "--dry-run").awaitEnd(LIMIT))
                .contains("az role assignment create --assignee-object-id "
                        + installation.kubelet().principalId()
                        + " --assignee-principal-type ServicePrincipal --role \"Managed Identity Operator\" --scope "
                        + group);
        assertThat(roles("show").awaitFailure(LIMIT)).contains("1 of 3 missing.");

        assertThat(roles("grant").awaitEnd(LIMIT))
                .contains("assigned Managed Identity Operator on " + group)
                .contains("All 3 are there.");
        assertThat(roles("grant").awaitEnd(LIMIT))
                .doesNotContain("assigned Managed")
                .contains("All 3 are there.");
    }

    @Test
    void aRoleOfTheClientIdIsCalledOne() {
        var registry = provider("Microsoft.ContainerRegistry/registries/other");
        put(registry, "2023-07-01", "{\"location\": \"westeurope\", \"sku\": {\"name\": \"Basic\"}}");
        put(
                registry + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID(),
                "2022-04-01",
                "{\"properties\": {\"roleDefinitionId\": \"/subscriptions/"
                        + installation.localAzure().subscriptionId()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + ACR_PULL + "\", \"principalId\": \""
                        + installation.kubelet().clientId() + "\", \"principalType\": \"ServicePrincipal\"}}");

        assertThat(roles("show", "--registry", registry).awaitFailure(LIMIT))
                .contains("missing: assigned to the client id "
                        + installation.kubelet().clientId() + ", which gives nothing");
    }

    @Test
    void aClientIdIsNotTakenForAPrincipal() {
        assertThat(roles("show", "--principal", installation.kubelet().clientId())
                        .awaitFailure(LIMIT))
                .contains("is a client id, to which roles give nothing; the object id of that identity is "
                        + installation.kubelet().principalId())
                .hasLineCount(1);
    }

    private RunningProgram roles(String command, String... more) {
        var arguments = new ArrayList<>(List.of(
                "roles",
                command,
                "--cluster",
                provider("Microsoft.ContainerService/managedClusters/demo"),
                "--arm-endpoint",
                installation.localAzure().arm().toString(),
                "--token-file",
                token.toString(),
                "--kubeconfig",
                kubeconfig.toString()));
        arguments.addAll(List.of(more));
        return program.start(arguments, Map.of());
    }

    private ManagedIdentity identity(String name) {
        var id = provider("Microsoft.ManagedIdentity/userAssignedIdentities/" + name);
        var made = put(id, "2023-01-31", "{\"location\": \"westeurope\"}").path("properties");
        return new ManagedIdentity(
                id, made.path("clientId").asText(), made.path("principalId").asText());
    }

    private String provider(String resource) {
        return "/subscriptions/" + installation.localAzure().subscriptionId()
                + "/resourceGroups/podpass-demo/providers/" + resource;
    }

    private JsonNode put(String path, String version, String body) {
        var azure = installation.localAzure();
        try (var arm = new ArmAdministrator(azure.arm(), azure.sslContext(), azure.administratorToken())) {
            return arm.put(path, version, body);
        }
    }
}
