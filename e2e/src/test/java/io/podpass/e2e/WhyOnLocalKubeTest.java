package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.localkube.LocalKube;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalKubeExtension.class)
final class WhyOnLocalKubeTest extends WhyScenario {
    private final LocalKube kube;

    WhyOnLocalKubeTest(LocalKube kube) {
        this.kube = kube;
    }

    @Override
    KubernetesClient connect() {
        return LocalClients.of(kube);
    }
}
