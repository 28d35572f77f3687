package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static io.podpass.controller.World.id;
import static io.podpass.controller.World.scaleSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpass.core.Host;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Backoff;
import io.podpass.kube.KubeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerTest {
    private static final Host POOL = scaleSet("pool");

    private World world;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        world = new World(folder);
        world.azure.host(POOL);
        world.node("pool", 0);
        world.node("pool", 1);
    }

    @AfterEach
    void close() {
        world.close();
    }

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
    void detachesOnlyAfterTheLastPodIsGone() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.grant("shop", "other-id", "other");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.pod("shop", "web-1", "pool-1", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");
        world.awaitAssigned("web-1-shop-kv-id");

        world.deletePod("shop", "web-0");
        world.awaitGone("web-0-shop-kv-id");
        // The host has to be changed for this one: were the first identity to go, it would go with that.
        world.pod("shop", "api-0", "pool-0", "other");
        world.awaitAssigned("api-0-shop-other-id");
        assertThat(world.azure.attached(POOL)).containsExactlyInAnyOrder(id("kv-id"), id("other-id"));

        world.deletePod("shop", "web-1");
        world.awaitAttached(POOL, id("other-id"));
    }

    @Test
    void oneBadIdentityDoesNotHinderTheOthers() throws Exception {
        world.azure.forbid(id("bad-id"));
        world.grant("shop", "bad-id", "app");
        world.grant("shop", "good-id", "app");
        world.pod("shop", "web-0", "pool-0", "app");
        world.start();

        world.awaitAssigned("web-0-shop-good-id");
        var event = world.awaitEvent("binding apply error", "bad-id-b");

        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getMessage()).contains("pool-0", "web-0-shop-bad-id", "LinkedAuthorizationFailed");
        world.awaitState("web-0-shop-bad-id", "Created");
        assertThat(world.azure.attached(POOL)).containsExactly(id("good-id"));
    }

    @Test
    void aRefusedIdentityIsTriedAgainLater() throws Exception {
        world.azure.forbid(id("late-id"));
        world.grant("shop", "late-id", "app");
        world.pod("shop", "web-0", "pool-0", "app");
        world.start(SETTINGS.withHostBackoff(new Backoff(Duration.ofMillis(200), Duration.ofMillis(200))));
        world.awaitEvent("binding apply error", "late-id-b");

        world.azure.allow(id("late-id"));

        world.awaitAssigned("web-0-shop-late-id");
    }

    @Test
    void anAttachedIdentityThatWasDeletedInAzureDoesNotHinderTheOthers() throws Exception {
        world.grant("shop", "gone-id", "one");
        world.grant("shop", "good-id", "two");
        world.pod("shop", "web-0", "pool-0", "one");
        world.start();
        world.awaitAssigned("web-0-shop-gone-id");

        world.azure.delete(id("gone-id"));
        world.pod("shop", "web-1", "pool-0", "two");

        world.awaitAssigned("web-1-shop-good-id");
        assertThat(world.azure.attached(POOL)).containsExactly(id("good-id"));
    }

    @Test
    void kubeletIdentityIsNeverDetached() throws Exception {
        world.azure.host(POOL, id("kubelet-id"));
        world.grant("shop", "kubelet-id", "kubelet");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kubelet");
        world.pod("shop", "web-1", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kubelet-id");
        world.awaitAssigned("web-1-shop-kv-id");

        world.deletePod("shop", "web-0");
        world.awaitGone("web-0-shop-kubelet-id");
        world.deletePod("shop", "web-1");

        world.awaitAttached(POOL, id("kubelet-id"));
    }

    @Test
    void theControllersOwnIdentityIsNeverDetached() throws Exception {
        world.grant("shop", "own-id", "own");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "own");
        world.pod("shop", "web-1", "pool-0", "kv");
        world.start(SETTINGS.withNeverDetached(Set.of("Client-Of-Own-Id")));
        world.awaitAssigned("web-0-shop-own-id");
        world.awaitAssigned("web-1-shop-kv-id");

        world.deletePod("shop", "web-0");
        world.awaitGone("web-0-shop-own-id");
        world.deletePod("shop", "web-1");

        world.awaitAttached(POOL, id("own-id"));
    }

    @Test
    void anIdentityThatIsThereNeedsNoPatch() throws Exception {
        world.azure.host(POOL, id("kv-id"));
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();

        world.awaitAssigned("web-0-shop-kv-id");

        assertThat(world.azure.applied()).isEmpty();
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
    void onePatchForManyPods() throws Exception {
        for (var pod = 0; pod < 30; pod++) {
            world.grant("shop", "id-" + pod, "app-" + pod);
        }
        world.grant("shop", "first-id", "first");
        world.pod("shop", "first", "pool-0", "first");
        var open = world.azure.slowDown(POOL);
        world.start();
        assertThat(world.azure.awaitPatch()).isTrue();

        for (var pod = 0; pod < 30; pod++) {
            world.pod("shop", "web-" + pod, "pool-" + pod % 2, "app-" + pod);
        }
        world.awaitAssignments(all -> all.size() == 31);
        open.countDown();
        world.awaitAssignments(all -> all.stream()
                        .filter(one -> "Assigned".equals(one.getStatus().status()))
                        .count()
                == 31);

        // What the second one missed by a hair of its watch may come in a third.
        assertThat(world.azure.applied()).hasSizeBetween(2, 3);
        assertThat(world.azure.overlaps()).isZero();
    }

    @Test
    void hostsDoNotWaitForEachOther() throws Exception {
        world.azure.host(scaleSet("quick"));
        world.node("quick", 0);
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "slow", "pool-0", "kv");
        var open = world.azure.slowDown(POOL);
        world.start();
        assertThat(world.azure.awaitPatch()).isTrue();

        world.pod("shop", "fast", "quick-0", "kv");

        world.awaitAssigned("fast-shop-kv-id");
        open.countDown();
        world.awaitAssigned("slow-shop-kv-id");
    }

    @Test
    void restartAdoptsExistingAssignments() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        var before = world.awaitAssigned("web-0-shop-kv-id");
        world.stop();

        world.start();
        world.grant("shop", "new-id", "new");
        world.pod("shop", "web-1", "pool-0", "new");
        world.awaitAssigned("web-1-shop-new-id");
        var after = world.awaitAssigned("web-0-shop-kv-id");
        assertThat(after.getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());

        // It was attached before the restart, and still is ours to take off.
        world.deletePod("shop", "web-0");
        world.awaitAttached(POOL, id("new-id"));
    }

    @Test
    void removesAssignmentsOfPodsThatLeftWhileNobodyWatched() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");
        world.stop();
        world.deletePod("shop", "web-0");

        world.start();

        world.awaitGone("web-0-shop-kv-id");
    }

    @Test
    void aFinishedPodLosesItsAssignments() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "job", "pool-0", "kv");
        world.start();
        world.awaitAssigned("job-shop-kv-id");

        world.finishPod("shop", "job");

        world.awaitGone("job-shop-kv-id");
    }

    @Test
    void anEditedIdentityIsDetachedAndTheNewOneAttached() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");

        world.client
                .resource(world.client
                        .getKubernetesSerialization()
                        .unmarshal("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: shop, name: kv-id}
                spec: {type: 0, clientID: client-of-kv-2, resourceID: %s}
                """.formatted(id("kv-2")), AzureIdentity.class))
                .update();

        world.awaitAttached(POOL, id("kv-2"));
        world.awaitAssignments(all -> all.stream()
                .anyMatch(one -> "Assigned".equals(one.getStatus().status())
                        && "client-of-kv-2"
                                .equals(one.getSpec()
                                        .azureIdentityRef()
                                        .getSpec()
                                        .clientID())));
    }

    @Test
    void deletingABindingRemovesItsAssignments() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
        world.awaitAssigned("web-0-shop-kv-id");

        world.client
                .resources(AzureIdentityBinding.class)
                .inNamespace("shop")
                .withName("kv-id-b")
                .delete();

        world.awaitGone("web-0-shop-kv-id");
        world.awaitAttached(POOL);
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

    @Test
    void aServicePrincipalNeedsNoHost() throws Exception {
        world.apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: shop, name: sp}
                spec: {type: 1, clientID: app, tenantID: t, clientPassword: {name: secret, namespace: shop}}
                """, AzureIdentity.class);
        world.binding("shop", "sp-b", "sp", "sp");
        world.pod("shop", "web-0", "pool-0", "sp");
        world.start();

        world.awaitAssigned("web-0-shop-sp");

        assertThat(world.azure.gets()).isZero();
        assertThat(world.azure.applied()).isEmpty();
    }

    @Test
    void invalidIdentityGetsAnEventAndHindersNoOther() throws Exception {
        // As it may have been stored before the definitions had rules.
        world.withoutRules(() -> world.apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: shop, name: typo}
                spec: {type: 0, clientID: c, resourceID: kv-id}
                """, AzureIdentity.class));
        world.binding("shop", "typo-b", "typo", "kv");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();

        world.awaitAssigned("web-0-shop-kv-id");
        var event = world.awaitEvent("invalid identity", "typo");

        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("AzureIdentity");
        assertThat(event.getMessage()).startsWith("invalid resource id: \"kv-id\"");
    }

    @Test
    void aNodeThatIsNoMachineOfAzureIsTold() throws Exception {
        world.node("odd", "kind://docker/kind/odd");
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "odd", "kv");
        world.start();

        var event = world.awaitEvent("binding apply error", "kv-id-b");

        assertThat(event.getMessage()).contains("odd", "providerID");
    }

    @Test
    void aHostThatFailsIsTriedAgain() throws Exception {
        world.azure.failOnce(POOL, 500, Optional.empty());
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start(SETTINGS.withHostBackoff(new Backoff(Duration.ofMillis(50), Duration.ofMillis(50))));

        world.awaitAssigned("web-0-shop-kv-id");
    }

    @Test
    void moreIdentitiesThanFitIntoOneRequestAreAllAttached() throws Exception {
        for (var n = 0; n < 160; n++) {
            world.grant("shop", "id-" + n, "many");
        }
        world.pod("shop", "web-0", "pool-0", "many");
        world.start();

        world.awaitAssignments(all -> all.stream()
                        .filter(one -> "Assigned".equals(one.getStatus().status()))
                        .count()
                == 160);
    }

    @Test
    void onlyTheLeaderActsAndTheOtherTakesOver() throws Exception {
        var election = new LeaderElection(true, "default", "aad-pod-identity-mic", "one", Duration.ofSeconds(2));
        world.start(SETTINGS.withLeaderElection(election));
        try (var other = Controller.start(
                SETTINGS.withLeaderElection(
                        new LeaderElection(true, "default", "aad-pod-identity-mic", "two", Duration.ofSeconds(2))),
                world.client,
                world.azure)) {
            assertThat(other.ready()).isTrue();
            world.grant("shop", "kv-id", "kv");
            world.pod("shop", "web-0", "pool-0", "kv");
            world.awaitAssigned("web-0-shop-kv-id");
            world.stop();

            world.pod("shop", "web-1", "pool-1", "kv");

            world.awaitAssigned("web-1-shop-kv-id");
        }
    }

    @Test
    void saysThatTheDefinitionsAreMissing() {
        world.client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("azureidentities.aadpodidentity.k8s.io")
                .delete();

        assertThatThrownBy(() -> world.start(SETTINGS.withSyncLimit(Duration.ofSeconds(1))))
                .isInstanceOf(KubeException.class)
                .hasMessageContaining("azureidentities.aadpodidentity.k8s.io")
                .hasMessageContaining("install the custom resource definitions");
    }
}
