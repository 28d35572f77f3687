package io.podpass.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
@Tag("slow")
final class OldSuiteOnControlPlaneTest extends OldAgentScenario {
    private final ControlPlane controlPlane;

    OldSuiteOnControlPlaneTest(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
    }

    @Override
    KubernetesClient connect() {
        return controlPlane.client();
    }
}
