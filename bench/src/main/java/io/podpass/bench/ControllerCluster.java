package io.podpass.bench;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An API server with the pods, bindings, identities and nodes of a whole cluster. */
final class ControllerCluster implements AutoCloseable {
    private final ControllerSizes sizes;
    private final LocalKube server;
    private final KubernetesClient client;
    private final Path kubeconfig;

    private ControllerCluster(ControllerSizes sizes, LocalKube server, KubernetesClient client, Path kubeconfig) {
        this.sizes = sizes;
        this.server = server;
        this.client = client;
        this.kubeconfig = kubeconfig;
    }

    static ControllerCluster start(ControllerSizes sizes, Path folder) throws IOException {
        var server = LocalKube.start(LocalKubeSettings.loopback());
        // With a token, as in a cluster.
        var text = server.kubeconfig(server.uri()).replace("user: {}", "user: {token: local}");
        var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(text))
                .build();
        var cluster = new ControllerCluster(
                sizes, server, client, Files.writeString(folder.resolve("controller.kubeconfig"), text));
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
        client.resource("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}")
                .create();
        for (var host = 0; host < sizes.hosts(); host++) {
            for (var node = 0; node < sizes.nodes(); node++) {
                cluster.node(host, node);
            }
        }
        for (var identity = 0; identity < sizes.identities(); identity++) {
            cluster.identity(identity);
        }
        for (var pod = 0; pod < sizes.pods(); pod++) {
            cluster.pod(pod);
        }
        return cluster;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    private void node(int host, int node) {
        client.resource("""
                apiVersion: v1
                kind: Node
                metadata: {name: pool-%1$d-%2$d}
                spec: {providerID: "azure:///subscriptions/s/resourceGroups/mc/providers/Microsoft.Compute/virtualMachineScaleSets/pool-%1$d/virtualMachines/%2$d"}
                """.formatted(host, node)).create();
    }

    private void identity(int number) {
        client.resource("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {name: id-%1$d, namespace: shop}
                spec:
                  type: 0
                  clientID: 00000000-0000-0000-0000-%1$012d
                  resourceID: /subscriptions/s/resourcegroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-%1$d
                """.formatted(number)).create();
        client.resource("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentityBinding
                metadata: {name: binding-%1$d, namespace: shop}
                spec: {azureIdentity: id-%1$d, selector: app-%1$d}
                """.formatted(number)).create();
    }

    /** Each host has pods of many identities. */
    void pod(int number) {
        pod("pod-" + number, number);
    }

    /** One more of those of that number: of the same identity, and on the same node. */
    void pod(String name, int number) {
        var host = (number + number / sizes.identities()) % sizes.hosts();
        client.resource("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s
                  namespace: shop
                  labels: {app: orders, pod-template-hash: 5d9c7b8f6d, aadpodidbinding: app-%2$d}
                spec:
                  nodeName: pool-%3$d-%4$d
                  serviceAccountName: orders
                  containers:
                  - {name: main, image: registry.example/orders:1, resources: {requests: {cpu: 100m, memory: 64Mi}}}
                """.formatted(name, number % sizes.identities(), host, number % sizes.nodes()))
                .create();
    }

    /** Of the latest change of anything. */
    String version() {
        return client.resources(AzureAssignedIdentity.class)
                .inAnyNamespace()
                .list(new ListOptionsBuilder().withLimit(1L).build())
                .getMetadata()
                .getResourceVersion();
    }

    /** Counts from now on. */
    Assigned watchAssigned() {
        var assigned = new Assigned();
        assigned.watch =
                client.resources(AzureAssignedIdentity.class).inAnyNamespace().watch(assigned);
        return assigned;
    }

    /** Counts assignments that have become usable since it was opened. */
    static final class Assigned implements Watcher<AzureAssignedIdentity>, AutoCloseable {
        /** By pod. */
        private final Map<String, Long> seen = new HashMap<>();

        private Watch watch = () -> {};

        @Override
        public synchronized void eventReceived(Action action, AzureAssignedIdentity object) {
            var status = object.getStatus();
            if (status != null && "Assigned".equals(status.status())) {
                seen.putIfAbsent(object.getSpec().pod(), System.nanoTime());
                notifyAll();
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            throw new BenchException("the watch on assignments broke: " + cause.getMessage());
        }

        synchronized void await(int count) throws InterruptedException {
            while (seen.size() < count) {
                wait();
            }
        }

        /** When the pod's assignment was seen to be usable, as {@link System#nanoTime()} tells it. */
        synchronized long awaitTime(String pod) throws InterruptedException {
            while (true) {
                var time = seen.get(pod);
                if (time != null) {
                    return time;
                }
                wait();
            }
        }

        @Override
        public void close() {
            watch.close();
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
