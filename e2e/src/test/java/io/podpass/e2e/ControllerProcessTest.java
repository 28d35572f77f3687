package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.localkube.LocalKube;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code podpass controller} as a process, in a cloud that only a file knows: an Azure Stack. */
@ExtendWith(LocalKubeExtension.class)
final class ControllerProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int NO_AGENT = 0;

    private final LocalKube kube;

    @TempDir
    private Path folder;

    ControllerProcessTest(LocalKube kube) {
        this.kube = kube;
    }

    @Test
    void worksForAStackAndGivesTheLeaseBackOnSigterm() throws Exception {
        try (var installation = Installation.withoutController(LocalClients.of(kube));
                var controller = start(PodpassProgram.of(folder, installation), installation)) {
            controller.awaitLine("podpass controller: ready", LIMIT);
            var tenant = Tenant.in(installation, NO_AGENT, "shop")
                    .identity(SECRETS_IDENTITY)
                    .binding("secrets", SECRETS_IDENTITY, "secrets");
            tenant.podOn(installation.machine().nodeName(), "web", "secrets", "127.4.1.10");
            tenant.awaitAssigned("web", 1);

            var printed = controller.stop(LIMIT);

            assertThat(printed).doesNotContain("Exception");
            assertThat(installation
                            .kube()
                            .leases()
                            .inNamespace("default")
                            .withName("aad-pod-identity-mic")
                            .get()
                            .getSpec()
                            .getHolderIdentity())
                    .isNullOrEmpty();
        }
    }

    private RunningProgram start(PodpassProgram program, Installation installation) throws IOException {
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kube.kubeconfig(kube.uri()));
        return program.start(
                List.of(
                        "controller",
                        "--kubeconfig=" + kubeconfig,
                        "--cloudconfig=" + program.cloudConfig("AzureStackCloud", installation),
                        "--http-probe-port=0",
                        "--prometheus-port=0",
                        "--imds-endpoint=" + installation.imds()),
                Map.of("AZURE_ENVIRONMENT_FILEPATH", stack(installation).toString()));
    }

    private Path stack(Installation installation) throws IOException {
        return Files.writeString(folder.resolve("stack.json"), """
                {"name": "AzureStackCloud", "resourceManagerEndpoint": "%s", "activeDirectoryEndpoint": "%s",
                 "tokenAudience": "https://management.azure.com/"}
                """.formatted(
                installation.localAzure().arm(), installation.localAzure().login()));
    }
}
