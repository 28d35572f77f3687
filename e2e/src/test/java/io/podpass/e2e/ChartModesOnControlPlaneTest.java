package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The chart's other ways to run: without a controller, and with one whose rights stand in a Secret. */
@Tag("slow")
@ExtendWith(ControlPlaneExtension.class)
@EnabledIf(value = "io.podpass.e2e.ChartTest#helmIsThere", disabledReason = Helm.MISSING)
final class ChartModesOnControlPlaneTest {
    private static final String RELEASE = "podpass";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ControlPlane controlPlane;
    private final KubernetesClient kube;
    private ChartRelease release;

    @TempDir
    private Path folder;

    ChartModesOnControlPlaneTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.kube = controlPlane.client();
    }

    @BeforeEach
    void prepare() {
        release = new ChartRelease(controlPlane, kube, folder);
    }

    @AfterEach
    void uninstall() {
        release.helm("uninstall", RELEASE);
        kube.close();
    }

    @Test
    void inManagedModeTheAgentsRightsAreEnough() throws Exception {
        install("operationMode=managed");
        assertThat(kube.apps()
                        .deployments()
                        .inNamespace(ChartRelease.NAMESPACE)
                        .list()
                        .getItems())
                .isEmpty();
        try (var installation = Installation.withoutController(controlPlane.client())) {
            var port = ChartRelease.freePort();
            try (var agent =
                    PodpassProgram.of(folder, installation).start(release.agent(installation, port), Map.of())) {
                agent.awaitLine("podpass agent: ready", LIMIT);
                var pod = Tenant.in(installation, port, "managed")
                        .identity(SECRETS_IDENTITY)
                        .binding("secrets", SECRETS_IDENTITY, "secrets")
                        .pod("web", "secrets", "127.6.2.10");
                installation.attachByHand(
                        installation.identity(SECRETS_IDENTITY).resourceId());

                assertThat(PodCalls.clientIdIn(pod.token("")))
                        .isEqualTo(installation.identity(SECRETS_IDENTITY).clientId());
                assertThat(agent.stop(LIMIT)).doesNotContainIgnoringCase("forbidden");
            }
        }
    }

    @Test
    void aControllerTakesItsRightsFromTheSecretOfTheChart() throws Exception {
        try (var installation = Installation.withoutController(controlPlane.client())) {
            var azure = installation.localAzure();
            install("adminsecret.cloud=AzurePublicCloud,adminsecret.subscriptionID=" + azure.subscriptionId()
                    + ",adminsecret.resourceGroup=nodes,adminsecret.vmType=vmss,adminsecret.tenantID="
                    + azure.tenantId()
                    + ",adminsecret.clientID=msi,adminsecret.clientSecret=msi,adminsecret.useMSI=true"
                    + ",adminsecret.userAssignedMSIClientID="
                    + installation.kubelet().clientId());
            var program = PodpassProgram.of(folder, installation);
            var arguments = release.controller(program, installation);
            assertThat(arguments).noneMatch(argument -> argument.startsWith("--cloudconfig"));
            try (var controller = program.start(arguments, release.controllerEnvironment())) {
                controller.awaitLine("podpass controller: ready", LIMIT);
                var tenant = Tenant.in(installation, 0, "secret")
                        .identity(SECRETS_IDENTITY)
                        .binding("secrets", SECRETS_IDENTITY, "secrets");
                tenant.podOn(installation.machine().nodeName(), "web", "secrets", "127.6.3.10");
                tenant.awaitAssigned("web", 1);
                assertThat(controller.stop(LIMIT)).doesNotContainIgnoringCase("forbidden");
            }
        }
    }

    /** Definitions are made by the installation of this test, and their job needs a kubelet. */
    private void install(String values) {
        release.helm("install", RELEASE, Helm.CHART.toString(), "--set", "crds.upgrade=false," + values);
    }
}
