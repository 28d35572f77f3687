package io.podpass.e2e;

import static io.podpass.cli.ReferenceSetup.SECRETS_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.cli.NetworkPlan;
import io.podpass.cli.PodNetwork;
import io.podpass.cli.PodNetworkKind;
import io.podpass.cli.PodNetworks;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Controller and agent run out of the image's root file system, and nothing else: its runtime, its jars, its iptables. */
@Tag("slow")
@EnabledIf(value = "runs", disabledReason = "needs root, network namespaces and the image: deploy/image/build")
final class ImageRunTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int NO_AGENT = 0;

    @TempDir
    private Path folder;

    private ImageProgram image;
    private Path files;

    static boolean runs() {
        return ImageTest.built() && PodNetworks.choose(Optional.empty()).kind() == PodNetworkKind.NAMESPACES;
    }

    @BeforeEach
    void unpack() throws Exception {
        var archive = ImageArchive.open(folder);
        var root = folder.resolve("root");
        archive.unpack(archive.document(archive.index().path("manifests").get(0)), root);
        Files.createDirectory(root.resolve("mnt"));
        // As a kubelet does for every container.
        Files.writeString(
                root.resolve("etc/hosts"),
                "127.0.0.1 localhost " + Files.readString(Path.of("/proc/sys/kernel/hostname")));
        files = Files.createDirectory(folder.resolve("files"));
        // The temporary folder is this user's alone, and in the image somebody else reads.
        for (var file = files; !file.equals(folder.getParent()); file = file.getParent()) {
            assertThat(file.toFile().setExecutable(true, false)).isTrue();
        }
        image = new ImageProgram(root, files);
    }

    @Test
    void aPodGetsItsTokenThroughTheImagesOwnRedirect() throws Exception {
        try (var kube = LocalKube.start(LocalKubeSettings.loopback());
                var installation = Installation.withoutController(LocalClients.of(kube));
                var network = network(kube, installation)) {
            var program = PodpassProgram.of(files, installation);
            program.cloudConfig("AzurePublicCloud", installation);
            assertThat(program.trusted().toFile().setReadable(true, false)).isTrue();
            Files.writeString(files.resolve("here.kubeconfig"), kube.kubeconfig(kube.uri()));
            Files.writeString(
                    files.resolve("node.kubeconfig"),
                    kube.kubeconfig(network.node(0).kubeApi()));
            try (var controller = controller(installation);
                    var agent = agent(installation, network)) {
                controller.awaitLine("podpass controller: ready", LIMIT);
                agent.awaitLine("podpass agent: ready", LIMIT);
                givePod(installation, network.pod(0, 0).ip());

                assertThat(askedFor(network))
                        .contains(installation.identity(SECRETS_IDENTITY).clientId());
                controller.stop(LIMIT);
                agent.stop(LIMIT);
            }
        }
    }

    private static PodNetwork network(LocalKube kube, Installation installation) {
        return PodNetworks.open(new NetworkPlan(
                PodNetworkKind.NAMESPACES,
                UUID.randomUUID().toString().substring(0, 6),
                List.of(1),
                kube.address().getPort(),
                installation.localAzure().httpsPort(),
                List.of(installation.imds().getPort())));
    }

    /** The chart's way, as the image's own user. A runtime that can't use the image's AOT cache does not start. */
    private RunningProgram controller(Installation installation) {
        return image.start(
                List.of(
                        "/usr/bin/podpass",
                        "controller",
                        "--kubeconfig=/mnt/here.kubeconfig",
                        "--cloudconfig=/mnt/azure.json",
                        "--arm-endpoint=" + installation.localAzure().arm(),
                        "--imds-endpoint=" + installation.imds(),
                        "--http-probe-port=0",
                        "--prometheus-port=0"),
                Map.of(
                        "JDK_JAVA_OPTIONS",
                        "-Djavax.net.ssl.trustStore=/mnt/trust.p12 -Djavax.net.ssl.trustStoreType=PKCS12"
                                + " -Djavax.net.ssl.trustStorePassword=changeit -XX:AOTMode=on"));
    }

    private RunningProgram agent(Installation installation, PodNetwork network) {
        var node = network.node(0);
        return image.startAgent(
                node.commandPrefix(),
                List.of(
                        "/usr/bin/podpass-agent",
                        "--kubeconfig=/mnt/node.kubeconfig",
                        "--node=" + installation.machine().nodeName(),
                        "--imds-endpoint=" + node.imds(),
                        "--redirect=iptables",
                        "--enable-conntrack-deletion",
                        "--http-probe-port=0",
                        "--prometheus-port=0"),
                Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"));
    }

    private static void givePod(Installation installation, InetAddress address) {
        Tenant.in(installation, NO_AGENT, "shop")
                .identity(SECRETS_IDENTITY)
                .binding("secrets", SECRETS_IDENTITY, "secrets")
                .podOn(installation.machine().nodeName(), "web", "secrets", address.getHostAddress());
    }

    /** An official SDK in the pod, which knows no other address than that of IMDS. */
    private static String askedFor(PodNetwork network) {
        var command = new ArrayList<>(network.pod(0, 0).commandPrefix());
        command.addAll(new JavaSdkTest().program().command());
        try (var sdk = RunningProgram.start(command)) {
            return sdk.awaitEnd(LIMIT);
        }
    }

    @Test
    void theOldEntryPointsTakeTheOldManifestsArguments() throws Exception {
        Files.writeString(files.resolve("azure.json"), """
                {"cloud": "AzurePublicCloud", "tenantId": "t", "subscriptionId": "s", "resourceGroup": "g",
                 "useManagedIdentityExtension": true}
                """);
        fails(List.of("/bin/mic", "--cloudconfig=/mnt/azure.json", "--logtostderr", "--kubeconfig=/mnt/none"));
        fails(List.of(
                "/bin/nmi",
                "--node=node-0",
                "--operation-mode=standard",
                "--kubelet-config=/etc/default/kubelet",
                "--kubeconfig=/mnt/none"));
    }

    private void fails(List<String> command) throws Exception {
        try (var role = image.start(command, Map.of())) {
            assertThat(role.awaitFailure(LIMIT)).contains("cannot read the kubeconfig");
        }
    }

    @Test
    void everyCommandStarts() {
        for (var command : List.of("demo", "controller", "agent", "definitions", "status")) {
            try (var program = image.start(List.of("/usr/bin/podpass", command, "--help"), Map.of())) {
                assertThat(program.awaitEnd(LIMIT)).contains("Usage: podpass " + command);
            }
        }
    }
}
