package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.localkube.LocalKube;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(LocalKubeExtension.class)
final class OldNodeOnLocalKubeTest extends OldNodeScenario {
    private final LocalKube kube;

    OldNodeOnLocalKubeTest(LocalKube kube) {
        this.kube = kube;
    }

    @Override
    KubernetesClient connect() {
        return LocalClients.of(kube);
    }
}
