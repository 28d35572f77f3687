package io.podpass.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.kube.KubeClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command for people has that looks at a cluster. */
final class PersonOptions {
    enum Output {
        TABLE,
        JSON
    }

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Default: KUBECONFIG of the environment, else ~/.kube/config.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.TABLE;

    /** The caller closes it. */
    KubernetesClient client(String command) {
        var client = KubeClients.build(Optional.of(file()), ClusterOptions.userAgent(command, ""));
        // Somebody waits for the answer.
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        return client;
    }

    private Path file() {
        return ClusterOptions.kubeconfig(kubeconfig, System.getenv("KUBECONFIG"))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".kube", "config"));
    }

    /** Whether a cluster is named, or there is the file that names one by default. */
    boolean hasCluster() {
        return kubeconfig.isPresent() || Files.exists(file());
    }

    /** That of the kubeconfig's context. */
    static String namespace(KubernetesClient client) {
        return Objects.requireNonNullElse(client.getNamespace(), "default");
    }

    boolean json() {
        return output == Output.JSON;
    }
}
