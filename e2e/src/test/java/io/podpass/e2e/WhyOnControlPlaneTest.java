package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
final class WhyOnControlPlaneTest extends WhyScenario {
    private final ControlPlane controlPlane;

    WhyOnControlPlaneTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Override
    KubernetesClient connect() {
        return controlPlane.client();
    }
}
