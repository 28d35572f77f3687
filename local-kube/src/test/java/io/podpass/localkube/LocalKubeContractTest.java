package io.podpass.localkube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, kept by local-kube. */
class LocalKubeContractTest extends KubernetesContract {
    private static LocalKube kube;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        kube = LocalKube.start(LocalKubeSettings.loopback());
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kube.kubeconfig(kube.uri())))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        kube.close();
    }

    @Override
    protected KubernetesClient client() {
        return client;
    }
}
