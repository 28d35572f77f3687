package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Assignment;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Managed mode's assignments, from objects of which some are no use. */
class AssignmentSourceTest {
    private static final Pod POD = new Pod(
            new ObjectKey("default", "web-0"),
            "uid",
            "node-1",
            Map.of(Pod.LABEL, "kv"),
            "default",
            Set.of(),
            false,
            false);

    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = Cluster.start(folder);
        cluster.install();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void invalidAndDeletedObjectsCountNoMore() throws InterruptedException {
        identity("good", "[]", "c");
        identity("deleted", "[podpass.io/test]", "d");
        identity("unbound", "[]", "e");
        binding("good", "good", "[]");
        binding("deleted-identity", "deleted", "[]");
        binding("deleted", "unbound", "[podpass.io/test]");
        binding("missing", "no-such-identity", "[]");
        delete(AzureIdentity.class, "deleted");
        delete(AzureIdentityBinding.class, "deleted");

        assertThat(assignments()).extracting(one -> one.identity().key().name()).containsExactly("good");
    }

    @Test
    void anIdentityFromBeforeTheRulesGivesNothingAndHindersNoOther() throws InterruptedException {
        withoutRules();
        identity("old", "[]", "' '");
        identity("good", "[]", "c");
        binding("old", "old", "[]");
        binding("good", "good", "[]");

        assertThat(assignments()).extracting(one -> one.identity().key().name()).containsExactly("good");
    }

    private List<Assignment> assignments() throws InterruptedException {
        try (var watch = NodeWatch.startManaged(cluster.client(), "node-1", new Deaf())) {
            watch.awaitSynced(Duration.ofSeconds(20));
            return watch.assignmentsOf(POD);
        }
    }

    private void withoutRules() {
        cluster.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("azureidentities.aadpodidentity.k8s.io")
                .edit(definition -> {
                    definition
                            .getSpec()
                            .getVersions()
                            .getFirst()
                            .getSchema()
                            .getOpenAPIV3Schema()
                            .getProperties()
                            .get("spec")
                            .setXKubernetesValidations(List.of());
                    return definition;
                });
    }

    private void identity(String name, String finalizers, String clientId) {
        cluster.create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {name: %1$s, namespace: default, finalizers: %2$s}
                spec:
                  clientID: %3$s
                  resourceID: /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/%1$s
                """.formatted(name, finalizers, clientId));
    }

    private void binding(String name, String identity, String finalizers) {
        cluster.create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentityBinding
                metadata: {name: %s, namespace: default, finalizers: %s}
                spec: {azureIdentity: %s, selector: kv}
                """.formatted(name, finalizers, identity));
    }

    private void delete(Class<? extends io.fabric8.kubernetes.api.model.HasMetadata> type, String name) {
        cluster.client()
                .resources(type)
                .inNamespace("default")
                .withName(name)
                .withTimeoutInMillis(0)
                .delete();
    }
}
