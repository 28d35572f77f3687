package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpass.core.ExceptionRule;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeWatchTest {
    private final Semaphore changes = new Semaphore(0);
    private final Set<String> changedAddresses = ConcurrentHashMap.newKeySet();
    private final Set<ObjectKey> changedPods = ConcurrentHashMap.newKeySet();
    private final Set<String> changedNamespaces = ConcurrentHashMap.newKeySet();
    private final NodeListener listener = new NodeListener() {
        @Override
        public void podChanged(Set<String> addresses) {
            changedAddresses.addAll(addresses);
            changes.release();
        }

        @Override
        public void assignmentChanged(ObjectKey pod) {
            changedPods.add(pod);
            changes.release();
        }

        @Override
        public void namespaceChanged(String namespace) {
            changedNamespaces.add(namespace);
            changes.release();
        }

        @Override
        public void synced() {
            changes.release();
        }
    };
    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = Cluster.start(folder);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void findsAPodByEveryAddress() throws InterruptedException {
        cluster.install();
        try (var watch = NodeWatch.start(cluster.client(), "node-1", listener)) {
            watch.awaitSynced(Duration.ofSeconds(20));
            pod("web-0", "node-1", "10.0.0.1", "FD00::0001");
            await(() -> !watch.podsByAddress("fd00:0:0:0:0:0:0:1").isEmpty());

            assertThat(watch.podsByAddress("10.0.0.1"))
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.key()).isEqualTo(new ObjectKey("default", "web-0")));
            await(() -> changedAddresses.containsAll(Set.of("10.0.0.1", "fd00:0:0:0:0:0:0:1")));
        }
    }

    @Test
    void knowsThePodsOfItsNodeOnly() throws InterruptedException {
        cluster.install();
        pod("far", "node-2", "10.0.0.1", "fd00::1");
        pod("near", "node-1", "10.0.0.2", "fd00::2");
        try (var watch = NodeWatch.start(cluster.client(), "node-1", listener)) {
            watch.awaitSynced(Duration.ofSeconds(20));

            assertThat(watch.podsByAddress("10.0.0.1")).isEmpty();
            assertThat(watch.podsByAddress("10.0.0.2")).hasSize(1);
        }
    }

    @Test
    void tellsOfAnAssignmentThatBecomesUsable() throws InterruptedException {
        cluster.install();
        try (var watch = NodeWatch.start(cluster.client(), "node-1", listener)) {
            watch.awaitSynced(Duration.ofSeconds(20));
            cluster.create("""
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureAssignedIdentity
                    metadata: {name: web-0-shop-kv-id, namespace: default, labels: {nodename: node-1}}
                    spec:
                      pod: web-0
                      podNamespace: shop
                      nodename: node-1
                      azureIdentityRef:
                        apiVersion: aadpodidentity.k8s.io/v1
                        kind: AzureIdentity
                        metadata: {name: kv-id, namespace: shop}
                        spec:
                          clientID: c
                          resourceID: /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kv
                      azureBindingRef:
                        apiVersion: aadpodidentity.k8s.io/v1
                        kind: AzureIdentityBinding
                        metadata: {name: kv-b, namespace: shop}
                        spec: {azureIdentity: kv-id, selector: kv}
                    status: {status: Assigned}
                    """);
            var pod = shopPod("web-0");
            await(() -> !watch.assignmentsOf(pod).isEmpty());

            assertThat(watch.assignmentsOf(pod))
                    .singleElement()
                    .satisfies(one -> assertThat(one.usable()).isTrue());
            assertThat(watch.assignmentsOf(shopPod("web-1"))).isEmpty();
            await(() -> changedPods.equals(Set.of(new ObjectKey("shop", "web-0"))));
        }
    }

    @Test
    void namesTheKindThatTheClusterDoesNotKnow() {
        try (var watch = NodeWatch.start(cluster.client(), "node-1", listener)) {
            assertThatThrownBy(() -> watch.awaitSynced(Duration.ofSeconds(2)))
                    .isInstanceOf(KubeException.class)
                    .hasMessageContaining("azureassignedidentities.aadpodidentity.k8s.io")
                    .hasMessageContaining("install the custom resource definitions");
            assertThat(watch.synced()).isFalse();
        }
    }

    @Test
    void knowsTheExceptionsOfEachNamespace() throws InterruptedException {
        cluster.install();
        try (var watch = NodeWatch.start(cluster.client(), "node-1", listener)) {
            watch.awaitSynced(Duration.ofSeconds(20));
            cluster.create("""
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzurePodIdentityException
                    metadata: {name: addons, namespace: default}
                    spec: {podLabels: {kubernetes.azure.com/managedby: aks}, clientIDs: [One]}
                    """);
            await(() -> !watch.exceptionsIn("default").isEmpty());

            assertThat(watch.exceptionsIn("default"))
                    .containsExactly(new ExceptionRule(
                            new ObjectKey("default", "addons"),
                            Map.of("kubernetes.azure.com/managedby", "aks"),
                            Optional.of(Set.of("one"))));
            assertThat(watch.exceptionsIn("shop")).isEmpty();
            await(() -> changedNamespaces.equals(Set.of("default")));
        }
    }

    @Test
    void anExceptionThatIsBeingDeletedOpensNothing() throws InterruptedException {
        cluster.install();
        try (var watch = NodeWatch.start(cluster.client(), "node-1", listener)) {
            watch.awaitSynced(Duration.ofSeconds(20));
            cluster.create("""
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzurePodIdentityException
                    metadata: {name: addons, namespace: default, finalizers: [podpass.io/test]}
                    spec: {podLabels: {app: addon}}
                    """);
            await(() -> !watch.exceptionsIn("default").isEmpty());

            cluster.client()
                    .resources(AzurePodIdentityException.class)
                    .inNamespace("default")
                    .withName("addons")
                    .delete();

            await(() -> watch.exceptionsIn("default").isEmpty());
        }
    }

    @Test
    void managedModeNeedsNoAssignmentsToBeWritten() throws InterruptedException {
        cluster.install();
        try (var watch = NodeWatch.startManaged(cluster.client(), "node-1", listener)) {
            watch.awaitSynced(Duration.ofSeconds(20));
            cluster.create("""
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentity
                    metadata: {name: kv-id, namespace: default}
                    spec:
                      clientID: c
                      resourceID: /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/kv
                    """);
            cluster.create("""
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentityBinding
                    metadata: {name: kv-b, namespace: default}
                    spec: {azureIdentity: kv-id, selector: kv}
                    """);
            await(() -> !watch.assignmentsOf(pod("default", "web-0")).isEmpty());

            assertThat(watch.assignmentsOf(pod("default", "web-0")))
                    .singleElement()
                    .satisfies(one -> assertThat(one.usable()).isTrue());
            assertThat(watch.assignmentsOf(shopPod("web-0"))).isEmpty();
        }
    }

    private static Pod shopPod(String name) {
        return pod("shop", name);
    }

    private static Pod pod(String namespace, String name) {
        return new Pod(
                new ObjectKey(namespace, name),
                "uid",
                "node-1",
                Map.of(Pod.LABEL, "kv"),
                "default",
                Set.of(),
                false,
                false);
    }

    private void pod(String name, String node, String address, String second) {
        var pod = cluster.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: default}
                spec: {nodeName: %s, containers: [{name: main, image: none}]}
                """.formatted(name, node));
        cluster.client()
                .pods()
                .inNamespace("default")
                .withName(pod.getMetadata().getName())
                .editStatus(created -> {
                    created.getStatus().setPodIP(address);
                    created.getStatus()
                            .setPodIPs(java.util.List.of(
                                    new io.fabric8.kubernetes.api.model.PodIP(address),
                                    new io.fabric8.kubernetes.api.model.PodIP(second)));
                    return created;
                });
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertThat(changes.tryAcquire(20, TimeUnit.SECONDS))
                    .as("another change")
                    .isTrue();
        }
    }
}
