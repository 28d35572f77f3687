package io.podpass.e2e;

import io.podpass.cli.NetworkPlan;
import io.podpass.cli.PodNetwork;
import io.podpass.cli.PodNetworks;
import io.podpass.cli.PodPlace;
import io.podpass.cli.ReferenceAzure.ManagedIdentity;
import io.podpass.cli.ReferenceSetup;
import io.podpass.cli.Scenario.BindingObject;
import io.podpass.cli.Scenario.IdentityObject;
import io.podpass.cli.Started;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A node with one pod, for programs that know nothing of tests. As root the pod is a network namespace, and its calls of
 * 169.254.169.254 are redirected as on a real node; elsewhere the pod's environment leads to the agent.
 * {@code -Dpodpass.network=loopback} chooses the latter.
 *
 * <p>The pod has two identities. The one for storage is what it gets when it names none; the one for secrets it has to
 * name.
 */
final class SdkWorld implements AutoCloseable {
    private static final String NAMESPACE = "sdk";
    private static final String UNNAMED = "orders-storage";
    private static final Duration TO_START = Duration.ofSeconds(60);

    private final Started started = new Started();
    private final Installation installation;
    private final PodNetwork network;

    private SdkWorld() {
        try {
            var kube = started.add(LocalKube.start(LocalKubeSettings.loopback()));
            installation = started.add(Installation.of(LocalClients.of(kube)));
            network = started.add(PodNetworks.open(new NetworkPlan(
                    PodNetworks.choose(Optional.ofNullable(System.getProperty("podpass.network")))
                            .kind(),
                    UUID.randomUUID().toString().substring(0, 6),
                    List.of(1),
                    kube.address().getPort(),
                    installation.localAzure().httpsPort(),
                    List.of(installation.imds().getPort()))));
            startAgent(kube);
            makeThePod();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** Leaves nothing behind when it fails. */
    static SdkWorld start() {
        return new SdkWorld();
    }

    private void startAgent(LocalKube kube) {
        var node = network.node(0);
        var command = new ArrayList<>(node.commandPrefix());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.podpass.cli.Main",
                "agent",
                "--kubeconfig",
                kubeconfig(kube, node.kubeApi()).toString(),
                "--node",
                installation.machine().nodeName(),
                "--nmi-listen-address",
                node.agent().getAddress().getHostAddress(),
                "--nmi-port",
                Integer.toString(node.agent().getPort()),
                "--imds-endpoint",
                node.imds().toString(),
                "--redirect",
                node.redirect() ? "auto" : "none"));
        started.add(RunningProgram.start(command)).awaitLine("podpass agent: ready", TO_START);
    }

    private static Path kubeconfig(LocalKube kube, URI server) {
        try {
            var file = Files.createTempFile("podpass-sdk", ".kubeconfig");
            file.toFile().deleteOnExit();
            return Files.writeString(file, kube.kubeconfig(server));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write a kubeconfig", e);
        }
    }

    private void makeThePod() {
        var cluster = installation.cluster();
        installation.namespace(NAMESPACE);
        for (var name : List.of(UNNAMED, ReferenceSetup.SECRETS_IDENTITY)) {
            cluster.identity(new IdentityObject(NAMESPACE, name), installation.identity(name));
            cluster.binding(new BindingObject(NAMESPACE, name, name, NAMESPACE));
        }
        cluster.pod(
                NAMESPACE,
                "program",
                Optional.of(NAMESPACE),
                installation.machine().nodeName(),
                pod().ip().getHostAddress());
    }

    PodPlace pod() {
        return network.pod(0, 0);
    }

    /** What the pod gets when it names no identity: the first binding's by name, all of them being equally heavy. */
    ManagedIdentity unnamed() {
        return installation.identity(UNNAMED);
    }

    ManagedIdentity named() {
        return installation.identity(ReferenceSetup.SECRETS_IDENTITY);
    }

    @Override
    public void close() {
        started.close();
    }
}
