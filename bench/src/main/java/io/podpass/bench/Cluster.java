package io.podpass.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An API server with one node full of pods, each with an identity of its own that is being attached. Pod number n has
 * the n-th address from 127.1.0.1 on, so that a request can come from it.
 */
final class Cluster implements AutoCloseable {
    static final String NODE = "node-1";
    /** Of the identity that pods get by {@link #share}. */
    static final String SHARED_CLIENT_ID = "00000000-0000-0000-0001-000000000000";

    private static final int ADDRESSES_PER_BLOCK = 250;

    private final LocalKube server;
    private final KubernetesClient client;
    private final Path token;

    private Cluster(LocalKube server, KubernetesClient client, Path token) {
        this.server = server;
        this.client = client;
        this.token = token;
    }

    static Cluster start(int pods, Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "local");
        var server = LocalKube.start(LocalKubeSettings.loopback());
        var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.kubeconfig(server.uri())))
                .build();
        var cluster = new Cluster(server, client, token);
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
        client.resource("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}")
                .create();
        for (var pod = 0; pod < pods; pod++) {
            cluster.create(pod);
        }
        return cluster;
    }

    /** By which a process finds the API server as it does in a cluster: with a service account. */
    Map<String, String> environment() {
        return Map.of(
                "KUBERNETES_MASTER", server.uri().toString(),
                "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString());
    }

    static String address(int pod) {
        return "127.1." + pod / ADDRESSES_PER_BLOCK + "." + (pod % ADDRESSES_PER_BLOCK + 1);
    }

    private void create(int pod) {
        var yaml = """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: orders-%1$d
                  namespace: shop
                  labels: {app: orders, pod-template-hash: 5d9c7b8f6d, aadpodidbinding: orders-%1$d}
                spec:
                  nodeName: %3$s
                  serviceAccountName: orders
                  containers:
                  - {name: main, image: registry.example/orders:1, resources: {requests: {cpu: 100m, memory: 64Mi}}}
                  - {name: sidecar, image: registry.example/sidecar:1}
                status:
                  phase: Running
                  hostIP: 10.240.0.4
                  podIP: %2$s
                  podIPs: [{ip: %2$s}]
                """.formatted(pod, address(pod), NODE);
        client.resource(yaml).create();
        client.resource(yaml).updateStatus();
        client.resource(assignment(pod, "Created")).create();
    }

    /** Says that the pod's identity is on the node now. */
    void assign(int pod) {
        client.resource(assignment(pod, "Assigned")).update();
    }

    /** Gives the pod one more identity, which it has in common with the others that get it; it is on the node already. */
    void share(int pod) {
        client.resource(assignment(pod, "shared", SHARED_CLIENT_ID, "Assigned")).create();
    }

    private static String assignment(int pod, String state) {
        return assignment(pod, "orders-" + pod, "00000000-0000-0000-0000-%012d".formatted(pod), state);
    }

    private static String assignment(int pod, String identity, String clientId, String state) {
        return """
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureAssignedIdentity
                metadata: {name: orders-%1$d-shop-%2$s, namespace: default, labels: {nodename: %3$s}}
                spec:
                  pod: orders-%1$d
                  podNamespace: shop
                  nodename: %3$s
                  azureIdentityRef:
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentity
                    metadata: {name: %2$s, namespace: shop}
                    spec:
                      type: 0
                      resourceID: /subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/%2$s
                      clientID: %4$s
                  azureBindingRef:
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureIdentityBinding
                    metadata: {name: %2$s, namespace: shop}
                    spec: {azureIdentity: %2$s, selector: orders-%1$d}
                status: {status: %5$s, availableReplicas: 1}
                """.formatted(pod, identity, NODE, clientId, state);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
