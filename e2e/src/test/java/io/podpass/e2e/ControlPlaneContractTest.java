package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.localkube.KubernetesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What local-kube keeps, kept by a real API server: where the two part, the fake is wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ControlPlaneExtension.class)
final class ControlPlaneContractTest extends KubernetesContract {
    private final KubernetesClient client;

    ControlPlaneContractTest(ControlPlane controlPlane) {
        client = controlPlane.client();
    }

    @AfterAll
    void disconnect() {
        client.close();
    }

    @Override
    protected KubernetesClient client() {
        return client;
    }
}
