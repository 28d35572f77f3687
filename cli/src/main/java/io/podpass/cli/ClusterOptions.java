package io.podpass.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.kube.KubeClients;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every role in a cluster needs to know of the cluster. */
final class ClusterOptions {
    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Default: the pod's own service account.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--forceNamespaced",
            defaultValue = "${FORCENAMESPACED:-false}",
            description = "Identities serve pods of their own namespace only. Also on with FORCENAMESPACED=true.")
    private boolean forceNamespaced;

    /** {@code role} is the role's old name, by which API server logs and policies know it. */
    KubernetesClient client(String role) {
        return KubeClients.build(kubeconfig, "aad-pod-identity/" + role + "/" + Version.current());
    }

    boolean forceNamespaced() {
        return forceNamespaced;
    }
}
