package io.podpass.e2e;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfig;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.binary.BinaryManager;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real kube-apiserver and etcd with nothing else: no controllers, no scheduler, no kubelet. So deleted namespaces don't
 * empty themselves, pods stay pending, and each service account has to be created.
 *
 * <p>Each has a folder, certificates and ports of its own, so several can run at once. {@link #close} ends both
 * processes and deletes the folder; so does the end of the JVM, unless it is killed.
 */
final class ControlPlane implements AutoCloseable {
    /** Some seconds are usual; a busy machine that reads the binaries for the first time takes longer. */
    private static final Duration TO_START = Duration.ofMinutes(2);

    private final Path folder;
    private final KubeAPIServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ControlPlane(Path folder, KubeAPIServer server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * Starts one and waits until it is ready to use.
     *
     * @throws IllegalStateException if it doesn't get ready in time
     */
    static ControlPlane start(ControlPlaneBinaries binaries) {
        var folder = folderFor(binaries);
        var controlPlane = new ControlPlane(folder, new KubeAPIServer(config(folder, binaries.version())));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(controlPlane::close));
        try {
            controlPlane.server.start();
            Files.writeString(controlPlane.kubeconfig(), controlPlane.server.getKubeConfigYaml());
            return controlPlane;
        } catch (IOException | RuntimeException failure) {
            var problem = new IllegalStateException(
                    "kube-apiserver of " + binaries.folder() + " doesn't start: see e2e/target/control-plane.log",
                    failure);
            try {
                controlPlane.close();
            } catch (RuntimeException second) {
                problem.addSuppressed(second);
            }
            throw problem;
        }
    }

    /** A file for any Kubernetes client; its user is in {@code system:masters}. */
    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /** A new client, for the caller to close. */
    KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
                .build();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.stop();
            } finally {
                delete(folder);
            }
        }
    }

    /** kube-api-test keeps certificates beside the binaries and never renews them, hence a new folder for each start. */
    private static Path folderFor(ControlPlaneBinaries binaries) {
        try {
            var folder = Files.createTempDirectory("podpass-control-plane");
            var versions = Files.createDirectory(folder.resolve(BinaryManager.BINARY_LIST_DIR));
            Files.createSymbolicLink(
                    versions.resolve(binaries.folder().getFileName()),
                    binaries.folder().toAbsolutePath());
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException("can't make a folder for a control plane", failure);
        }
    }

    private static KubeAPIServerConfig config(Path folder, String version) {
        return KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(folder.toString())
                .withApiServerVersion(version)
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .withWaitForEtcdHealthCheckOnStartup(false)
                .withStartupTimeout(Math.toIntExact(TO_START.toMillis()))
                .withApiServerFlag("--bind-address", "127.0.0.1")
                // Or it asks for the default route, which an offline machine or a namespace lacks. Kubernetes doesn't
                // take a loopback address as an endpoint, hence no reconciler.
                .withApiServerFlag("--advertise-address", "127.0.0.1")
                .withApiServerFlag("--endpoint-reconciler-type", "none")
                .build();
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("can't delete " + folder, failure);
        }
    }
}
