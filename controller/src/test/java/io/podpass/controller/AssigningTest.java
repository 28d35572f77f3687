package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.AzureAssignedIdentity;
import org.junit.jupiter.api.Test;

/** What a pod is given, and when it loses it. */
class AssigningTest extends PoolTest {
    @Test
    void assignsAndAttachesWhatABindingGrants() throws Exception {
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.grant("shop", "kv-id", "kv");

        var assigned = world.awaitAssigned("web-0-shop-kv-id");

        assertThat(world.azure.attached(POOL)).containsExactly(id("kv-id"));
        assertThat(assigned.getMetadata().getNamespace()).isEqualTo("default");
        assertThat(assigned.getMetadata().getLabels()).containsEntry("nodename", "pool-0");
        assertThat(assigned.getMetadata().getFinalizers()).containsExactly(AzureAssignedIdentity.FINALIZER);
        assertThat(assigned.getMetadata().getAnnotations())
                .containsEntry(AzureAssignedIdentity.OBJECT_ID_ANNOTATION, "principal-of-kv-id");
        assertThat(assigned.getSpec().nodeName()).isEqualTo("pool-0");
        assertThat(assigned.getSpec().azureIdentityRef().getKind()).isEqualTo("AzureIdentity");
        assertThat(assigned.getSpec().azureIdentityRef().getMetadata().getResourceVersion())
                .isNotEmpty();
        assertThat(assigned.getSpec().azureIdentityRef().getMetadata().getManagedFields())
                .isEmpty();
        assertThat(assigned.getSpec().azureBindingRef().getSpec().selector()).isEqualTo("kv");
        assertThat(assigned.getStatus().availableReplicas()).isEqualTo(1);
    }

    @Test
    void tellsTheBindingThatItIsApplied() throws Exception {
        world.start();
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");

        var event = world.awaitEvent("binding applied", "kv-id-b");

        assertThat(event.getType()).isEqualTo("Normal");
        assertThat(event.getMessage()).isEqualTo("Binding kv-id-b applied on node pool-0 for pod web-0-shop-kv-id");
        assertThat(event.getSource().getComponent()).isEqualTo("aadpodidentity.k8s.io");
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("AzureIdentityBinding");
        assertThat(event.getMetadata().getNamespace()).isEqualTo("shop");
    }

    @Test
    void bindingInAnotherNamespaceGrantsNothingWhenNamespaced() throws Exception {
        world.grant("other", "far-id", "kv");
        world.grant("shop", "near-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(SETTINGS.withForceNamespaced(true));

        var assigned = world.awaitAssigned("web-0-shop-near-id");

        assertThat(assigned.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(world.awaitAssignments(_ -> true)).hasSize(1);
    }

    @Test
    void anAssignmentDeletedByHandComesBack() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        var first = world.awaitAssigned("web-0-shop-kv-id");

        world.client.resource(first).delete();

        world.awaitAssignments(all -> all.stream()
                .anyMatch(one -> "Assigned".equals(one.getStatus().status())
                        && !one.getMetadata()
                                .getUid()
                                .equals(first.getMetadata().getUid())));
    }

    @Test
    void sameNamesInTwoNamespacesGetTwoAssignments() throws Exception {
        world.client
                .namespaces()
                .resource(new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                        .withNewMetadata()
                        .withName("b-c")
                        .endMetadata()
                        .build())
                .create();
        world.client
                .namespaces()
                .resource(new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                        .withNewMetadata()
                        .withName("c")
                        .endMetadata()
                        .build())
                .create();
        world.grant("shop", "d", "kv");
        world.pod("b-c", "a", "pool-0", "kv");
        world.pod("c", "a-b", "pool-0", "kv");
        world.start();

        var all = world.awaitAssignments(list -> list.stream()
                        .filter(one -> "Assigned".equals(one.getStatus().status()))
                        .count()
                == 2);

        assertThat(all).extracting(one -> one.getMetadata().getName()).contains("a-b-c-d");
    }
}
