package io.podpass.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.localkube.LocalKube;

/** Clients of local API servers, as {@link ControlPlane#client} is one of a real server. */
final class LocalClients {
    private LocalClients() {}

    /** For the caller to close. */
    static KubernetesClient of(LocalKube kube) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kube.kubeconfig(kube.uri())))
                .build();
    }
}
