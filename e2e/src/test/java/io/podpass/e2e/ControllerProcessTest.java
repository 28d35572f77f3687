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
                var controller = RunningProgram.start(
                        command(installation),
                        Map.of("AZURE_ENVIRONMENT_FILEPATH", stack(installation).toString()))) {
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

    private Path stack(Installation installation) throws IOException {
        return Files.writeString(folder.resolve("stack.json"), """
                {"name": "AzureStackCloud", "resourceManagerEndpoint": "%s", "activeDirectoryEndpoint": "%s",
                 "tokenAudience": "https://management.azure.com/"}
                """.formatted(
                installation.localAzure().arm(), installation.localAzure().login()));
    }

    private List<String> command(Installation installation) throws IOException {
        var azure = installation.localAzure();
        var trusted = folder.resolve("trust.p12");
        azure.writeTrustStore(trusted);
        var cloud = Files.writeString(folder.resolve("azure.json"), """
                {"cloud": "AzureStackCloud", "tenantId": "%s", "subscriptionId": "%s", "resourceGroup": "nodes",
                 "useManagedIdentityExtension": true, "userAssignedIdentityID": "%s"}
                """.formatted(
                azure.tenantId(), azure.subscriptionId(), installation.kubelet().clientId()));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-Xmx192m",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djavax.net.ssl.trustStore=" + trusted,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=changeit",
                "-cp",
                System.getProperty("java.class.path"),
                "io.podpass.cli.Main",
                "controller",
                "--kubeconfig=" + Files.writeString(folder.resolve("kubeconfig"), kube.kubeconfig(kube.uri())),
                "--cloudconfig=" + cloud,
                "--imds-endpoint=" + installation.imds());
    }
}
