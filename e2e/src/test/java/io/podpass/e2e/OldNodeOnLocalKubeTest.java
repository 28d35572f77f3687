package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class OldNodeOnLocalKubeTest extends OldNodeScenario {
    private final LocalKube kube = LocalKube.start(LocalKubeSettings.loopback());

    @Override
    KubernetesClient connect() {
        return LocalClients.of(kube);
    }

    @AfterAll
    void stopTheApiServer() {
        kube.close();
    }
}
