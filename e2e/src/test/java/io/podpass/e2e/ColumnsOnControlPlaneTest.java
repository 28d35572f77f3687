package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
@Tag("slow")
final class ColumnsOnControlPlaneTest extends ColumnsScenario {
    private final ControlPlane controlPlane;

    ColumnsOnControlPlaneTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Override
    KubernetesClient connect() {
        return controlPlane.client();
    }

    @Override
    String kubeconfig() throws IOException {
        return Files.readString(controlPlane.kubeconfig());
    }
}
