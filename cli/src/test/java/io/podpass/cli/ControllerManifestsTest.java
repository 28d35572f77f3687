package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.KubeClients;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The controller starts with the arguments and the environment of the old manifests, and ends with 0 when it is told to.
 * Only where {@code azure.json} is differs, and the ports: a test may not have fixed ones.
 */
final class ControllerManifestsTest {
    private static final List<String> FREE_PORTS = List.of("--http-probe-port=0", "--prometheus-port=0");

    @TempDir
    private Path folder;

    private LocalKube kube;
    private Path kubeconfig;
    private Path cloud;

    @BeforeEach
    void open() throws Exception {
        kube = LocalKube.start(LocalKubeSettings.loopback());
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kube.kubeconfig(kube.uri()));
        try (var client = KubeClients.build(Optional.of(kubeconfig), "podpass/test")) {
            CustomResourceDefinitions.all()
                    .forEach(definition -> client.resource(definition).create());
        }
        cloud = Files.writeString(folder.resolve("azure.json"), """
                {"cloud":"AzurePublicCloud","tenantId":"t","subscriptionId":"s","resourceGroup":"g",
                 "useManagedIdentityExtension":true,"userAssignedIdentityID":"kubelet"}
                """);
    }

    @AfterEach
    void close() {
        kube.close();
    }

    private void startsAndEnds(Map<String, String> environment, Stream<String> arguments) throws Exception {
        var all = new ArrayList<>(List.of("controller"));
        arguments.forEach(all::add);
        all.addAll(FREE_PORTS);
        try (var controller = PodpassProcess.run(List.of(), environment, folder, all)) {
            controller.awaitReady("podpass controller: ready");
            assertThat(controller.stop()).as(controller.errors()).isZero();
        }
    }

    /** Deployment {@code mic} of {@code deployment-rbac.yaml}; in a cluster the kubeconfig is the service account. */
    @Test
    void theStaticManifestStarts() throws Exception {
        startsAndEnds(
                Map.of("MIC_POD_NAMESPACE", "default", "KUBECONFIG", kubeconfig.toString()),
                Stream.of("--cloudconfig=" + cloud, "--logtostderr"));
    }

    /** {@code deployment.yaml}, without roles: by the kubelet's rights. */
    @Test
    void theStaticManifestWithoutRolesStarts() throws Exception {
        startsAndEnds(
                Map.of("MIC_POD_NAMESPACE", "default"),
                Stream.of("--kubeconfig=" + kubeconfig, "--cloudconfig=" + cloud, "--logtostderr"));
    }

    /** {@code noazurejson}: by the keys of a Secret. */
    @Test
    void theStaticManifestWithoutAFileStarts() throws Exception {
        startsAndEnds(adminSecret(Map.of("MIC_POD_NAMESPACE", "default")), Stream.of("--logtostderr"));
    }

    /** Chart 4.1.18 with every value set, and in the order in which it writes them. */
    @Test
    void theChartStartsWithEveryValueSet() throws Exception {
        startsAndEnds(
                Map.of(
                        "MIC_POD_NAMESPACE",
                        "kube-system",
                        "FORCENAMESPACED",
                        "true",
                        "KUBECONFIG",
                        kubeconfig.toString()),
                Stream.of(
                        "--cloudconfig=" + cloud,
                        "--logtostderr",
                        "-v=5",
                        "--log-format=json",
                        "--leader-election-instance=mic-0",
                        "--leader-election-namespace=kube-system",
                        "--leader-election-name=mic",
                        "--leader-election-duration=20s",
                        "--http-probe-port=8080",
                        "--syncRetryDuration=1800s",
                        "--createDeleteBatch=40",
                        "--clientQps=10",
                        "--immutable-user-msis=00000000-0000-0000-0000-000000000001,00000000-0000-0000-0000-000000000002",
                        "--prometheus-port=8888",
                        "--update-user-msi-max-retry=3",
                        "--update-user-msi-retry-interval=2s",
                        "--identity-assignment-reconcile-interval=5m",
                        "--custom-user-agent=fleet/7"));
    }

    @Test
    void theChartStartsWithASecretInPlaceOfTheFile() throws Exception {
        startsAndEnds(
                adminSecret(Map.of("MIC_POD_NAMESPACE", "kube-system", "FORCENAMESPACED", "false")),
                Stream.of("--logtostderr"));
    }

    /** For managed identity, both client id and secret are to be "msi". */
    private Map<String, String> adminSecret(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "CLOUD", "AzurePublicCloud",
                "SUBSCRIPTION_ID", "s",
                "RESOURCE_GROUP", "g",
                "VM_TYPE", "vmss",
                "TENANT_ID", "t",
                "CLIENT_ID", "msi",
                "CLIENT_SECRET", "msi",
                "USE_MSI", "true",
                "USER_ASSIGNED_MSI_CLIENT_ID", "kubelet",
                "KUBECONFIG", kubeconfig.toString()));
        environment.putAll(more);
        return environment;
    }
}
