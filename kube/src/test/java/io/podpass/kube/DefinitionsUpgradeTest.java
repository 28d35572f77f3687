package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.podpass.kube.DefinitionsUpgrade.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsUpgradeTest {
    private static final String IDENTITIES = "azureidentities.aadpodidentity.k8s.io";

    @TempDir
    private Path folder;

    @Test
    void makesWhatIsMissingAndChangesNothingTheSecondTime() throws IOException {
        try (var cluster = Cluster.start(folder)) {
            var upgrade = upgrade(cluster);
            assertThat(upgrade.apply())
                    .hasSize(4)
                    .containsValue(Outcome.CREATED)
                    .doesNotContainValue(Outcome.UPDATED);

            assertThat(upgrade.apply().values()).containsOnly(Outcome.UNCHANGED);
        }
    }

    @Test
    void bringsAnOldDefinitionUpToDateAndLeavesLabelsAndObjectsAlone() throws IOException {
        try (var cluster = Cluster.start(folder)) {
            var client = cluster.client();
            client.resource(old()).create();
            var identity = cluster.create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: default, name: orders}
                spec: {clientID: c, resourceID: /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/o}
                """);

            assertThat(upgrade(cluster).apply()).containsEntry(IDENTITIES, Outcome.UPDATED);

            var now = client.resource(old()).get();
            assertThat(now.getMetadata().getLabels()).containsEntry("helm.sh/chart", "aad-pod-identity-4.1.18");
            assertThat(now.getSpec().getVersions())
                    .isEqualTo(current().getSpec().getVersions());
            assertThat(client.resource(identity).get()).isNotNull();
        }
    }

    @Test
    void oneThatTheApiServerHasNotLookedAtIsNotEstablished() {
        var status = new CustomResourceDefinitionStatus();
        status.setConditions(null);
        var definition = current();
        definition.setStatus(status);

        assertThat(DefinitionsUpgrade.established(definition)).isFalse();
    }

    private static DefinitionsUpgrade upgrade(Cluster cluster) {
        return new DefinitionsUpgrade(cluster.client(), Duration.ofSeconds(30));
    }

    /** As the old chart has it: no conditions, and other columns. */
    private static CustomResourceDefinition old() {
        return new CustomResourceDefinitionBuilder(current())
                .editMetadata()
                .addToLabels("helm.sh/chart", "aad-pod-identity-4.1.18")
                .endMetadata()
                .editSpec()
                .editFirstVersion()
                .withAdditionalPrinterColumns()
                .editSchema()
                .editOpenAPIV3Schema()
                .removeFromProperties("status")
                .endOpenAPIV3Schema()
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
    }

    private static CustomResourceDefinition current() {
        return CustomResourceDefinitions.all().stream()
                .filter(definition -> definition.getMetadata().getName().equals(IDENTITIES))
                .findFirst()
                .orElseThrow();
    }
}
