package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import org.junit.jupiter.api.AfterEach;

final class ColumnsOnLocalKubeTest extends ColumnsScenario {
    private final LocalKube kube = LocalKube.start(LocalKubeSettings.loopback());

    @Override
    KubernetesClient connect() {
        return LocalClients.of(kube);
    }

    @Override
    String kubeconfig() {
        return kube.kubeconfig(kube.uri());
    }

    @AfterEach
    void stopTheApiServer() {
        kube.close();
    }
}
