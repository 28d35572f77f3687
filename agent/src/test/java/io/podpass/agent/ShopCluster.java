package io.podpass.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.net.InetSocketAddress;
import java.net.URI;

/** An API server with the pod shop/orders on node-1, and what it takes to let it have an identity. */
final class ShopCluster implements AutoCloseable {
    private final LocalKube server = LocalKube.start(LocalKubeSettings.loopback());
    final KubernetesClient client = clientBy(server.uri());

    /** Reaches the server by another address, for example a line that can be cut. Whoever asks closes it. */
    KubernetesClient clientBy(URI address) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.kubeconfig(address)))
                .build();
    }

    InetSocketAddress address() {
        return server.address();
    }

    ShopCluster withResources() {
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
        return this;
    }

    ShopCluster withPod(String address) {
        client.resource("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}")
                .create();
        return withPod("orders", address);
    }

    ShopCluster withPod(String name, String address) {
        var pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s, namespace: shop, labels: {aadpodidbinding: orders}}
                spec: {nodeName: node-1, containers: [{name: main, image: none}]}
                status: {phase: Running, podIP: %2$s, podIPs: [{ip: %2$s}]}
                """.formatted(name, address);
        client.resource(pod).create();
        client.resource(pod).updateStatus();
        return this;
    }

    ShopCluster withAssignment(String state) {
        return withAssignment("orders", state);
    }

    ShopCluster withAssignment(String pod, String state) {
        client.resource(assignment(pod, state)).create();
        return this;
    }

    void update(String state) {
        client.resource(assignment("orders", state)).update();
    }

    /** What changed until now, no watch can tell any more. */
    void forgetChanges() {
        server.forgetChanges();
    }

    void deletePod() {
        client.pods().inNamespace("shop").withName("orders").withGracePeriod(0).delete();
    }

    private HasMetadata assignment(String pod, String state) {
        return client.resource("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureAssignedIdentity
                metadata: {name: %1$s-shop-orders, namespace: default, labels: {nodename: node-1}}
                spec:
                  pod: %1$s
                  podNamespace: shop
                  nodename: node-1
                  azureIdentityRef:
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentity
                    metadata: {name: orders, namespace: shop}
                    spec:
                      type: 0
                      resourceID: /subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders
                      clientID: client-of-orders
                  azureBindingRef:
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentityBinding
                    metadata: {name: orders, namespace: shop}
                    spec: {azureIdentity: orders, selector: orders}
                status: {status: %2$s, availableReplicas: 1}
                """.formatted(pod, state)).item();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
