package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.cli.ArmAdministrator;
import io.podpass.cli.ReferenceAzure.ManagedIdentity;
import io.podpass.cli.Scenario.IdentityObject;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code podpass doctor} as a process, on a cluster that ARM knows. */
final class DoctorProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

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
    }

    @AfterEach
    void stop() {
        installation.close();
        kube.close();
    }

    @Test
    void rolesThatAreThereAreNotToldAndHostsAreSeen() {
        installation.cluster().identity(new IdentityObject("shop", "inside"), installation.identity(SECRETS_IDENTITY));

        assertThat(doctor().awaitFailure(LIMIT))
                .contains("error    no-leader\n")
                .doesNotContain("role-missing")
                .doesNotContain("azure-unread")
                .containsPattern("Seen: .* [1-9][0-9]* hosts? at Azure[.]\n");
    }

    @Test
    void aRoleThatIsMissingIsToldWithTheCommandThatGivesIt() {
        var azure = installation.localAzure();
        var id = "/subscriptions/" + azure.subscriptionId()
                + "/resourceGroups/podpass-demo/providers/Microsoft.ManagedIdentity/userAssignedIdentities/elsewhere";
        try (var arm = new ArmAdministrator(azure.arm(), azure.sslContext(), azure.administratorToken())) {
            var made =
                    arm.put(id, "2023-01-31", "{\"location\": \"westeurope\"}").path("properties");
            installation
                    .cluster()
                    .identity(
                            new IdentityObject("shop", "elsewhere"),
                            new ManagedIdentity(
                                    id,
                                    made.path("clientId").asText(),
                                    made.path("principalId").asText()));
        }

        assertThat(doctor().awaitFailure(LIMIT))
                .contains("error    role-missing\n")
                .contains(
                        installation.kubelet().principalId() + " lacks \"Managed Identity Operator\", needed to attach")
                .contains("az role assignment create --assignee-object-id ");
    }

    @Test
    void whoMaySeeNothingAtAzureIsToldSoOnceAndTheClusterIsJudged() throws IOException {
        Files.writeString(token, "no-token-of-azure");

        assertThat(doctor().awaitFailure(LIMIT))
                .contains("info     azure-unread\n")
                .contains("error    no-leader\n");
    }

    private RunningProgram doctor() {
        var azure = installation.localAzure();
        return program.start(
                List.of(
                        "doctor",
                        "--cluster",
                        "/subscriptions/" + azure.subscriptionId()
                                + "/resourceGroups/podpass-demo/providers/Microsoft.ContainerService/managedClusters/demo",
                        "--arm-endpoint",
                        azure.arm().toString(),
                        "--token-file",
                        token.toString(),
                        "--kubeconfig",
                        kubeconfig.toString()),
                Map.of());
    }
}
