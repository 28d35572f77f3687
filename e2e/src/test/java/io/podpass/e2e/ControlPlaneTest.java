package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
final class ControlPlaneTest {
    private static final int UNPROCESSABLE = 422;

    private static final String LAMPS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: lamps.example.org
            spec:
              group: example.org
              scope: Namespaced
              names: {kind: Lamp, plural: lamps}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec: {type: object, properties: {watts: {type: integer}}}
            """;

    private static final String LAMP = """
            apiVersion: example.org/v1
            kind: Lamp
            metadata: {name: desk, namespace: default}
            spec: {watts: 40}
            """;

    @BeforeAll
    static void lampsAreKnown(ControlPlane controlPlane) {
        try (var client = controlPlane.client()) {
            client.resource(LAMPS).create();
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName("lamps.example.org")
                    .waitUntilCondition(ControlPlaneTest::isEstablished, 30, TimeUnit.SECONDS);
        }
    }

    @Test
    void isOfTheVersionThatItsFolderSays(ControlPlane controlPlane) {
        try (var client = controlPlane.client()) {
            assertThat(client.getKubernetesVersion().getGitVersion())
                    .isEqualTo("v" + ControlPlaneBinaries.find().version());
        }
    }

    @Test
    void keepsAnObjectOfACustomResource(ControlPlane controlPlane) {
        try (var client = controlPlane.client()) {
            client.resource(LAMP).create();

            var kept = client.genericKubernetesResources("example.org/v1", "Lamp")
                    .inNamespace("default")
                    .withName("desk")
                    .get();
            assertThat(kept.<Integer>get("spec", "watts")).isEqualTo(40);
        }
    }

    @Test
    void refusesAnObjectThatItsSchemaForbids(ControlPlane controlPlane) {
        try (var client = controlPlane.client()) {
            var forbidden = client.resource(LAMP.replace("40", "bright"));

            assertThatThrownBy(forbidden::create)
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refusal -> assertThat(refusal.getCode()).isEqualTo(UNPROCESSABLE));
        }
    }

    @Test
    void leavesNeitherProcessNorFileOnceClosed() {
        var before = children();
        var controlPlane = ControlPlane.start(ControlPlaneBinaries.find());
        assertThat(children()).hasSize(before.size() + 2);

        controlPlane.close();

        assertThat(children()).isEqualTo(before);
        assertThat(Files.exists(controlPlane.kubeconfig().getParent())).isFalse();
    }

    private static boolean isEstablished(CustomResourceDefinition lamps) {
        return lamps.getStatus() != null
                && lamps.getStatus().getConditions() != null
                && lamps.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
