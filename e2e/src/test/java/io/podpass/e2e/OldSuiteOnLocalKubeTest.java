package io.podpass.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import org.junit.jupiter.api.AfterAll;

final class OldSuiteOnLocalKubeTest extends OldSuiteScenario {
    private final LocalKube kube = LocalKube.start(LocalKubeSettings.loopback());

    @Override
    KubernetesClient connect() {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kube.kubeconfig(kube.uri())))
                .build();
    }

    @AfterAll
    void stopTheApiServer() {
        kube.close();
    }
}
