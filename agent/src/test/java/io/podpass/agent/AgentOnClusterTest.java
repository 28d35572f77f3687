package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The public agent, fed by an API server; time is the machine's. */
final class AgentOnClusterTest {
    private static final String ADDRESS = "127.1.0.21";
    private static final String TOKEN =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LocalKube cluster = LocalKube.start(LocalKubeSettings.loopback());
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig(cluster.uri())))
            .build();
    private final FakeImds imds = new FakeImds();

    @AfterEach
    void close() {
        imds.close();
        client.close();
        cluster.close();
    }

    private Agent start() {
        return Agent.start(
                AgentSettings.defaults("node-1")
                        .with(Addresses.DEFAULTS
                                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .withImds(imds.uri()))
                        .with(RedirectSettings.NONE),
                client);
    }

    private void defineResources() {
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
    }

    private void createPod() {
        client.resource("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}")
                .create();
        var pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: orders, namespace: shop, labels: {aadpodidbinding: orders}}
                spec: {nodeName: node-1, containers: [{name: main, image: none}]}
                status: {phase: Running, podIP: %1$s, podIPs: [{ip: %1$s}]}
                """.formatted(ADDRESS);
        client.resource(pod).create();
        client.resource(pod).updateStatus();
    }

    private HasMetadata assignment(String state) {
        return client.resource("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureAssignedIdentity
                metadata: {name: orders-shop-orders, namespace: default, labels: {nodename: node-1}}
                spec:
                  pod: orders
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
                status: {status: %s, availableReplicas: 1}
                """.formatted(state)).item();
    }

    private static RawHttp.Answer ask(Agent agent) throws IOException {
        return RawHttp.sendFrom(ADDRESS, agent.port(), "GET", TOKEN, "Metadata: true");
    }

    @Test
    void aRequestThatWaitsIsAnsweredWhenTheControllerWritesAssigned()
            throws InterruptedException, ExecutionException, TimeoutException {
        defineResources();
        createPod();
        client.resource(assignment("Created")).create();
        try (var agent = start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            agent.awaitReady(LIMIT);
            var waiting = threads.submit(() -> ask(agent));

            client.resource(assignment("Assigned")).update();

            var answer = waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("token-for-client-of-orders");
        }
    }

    @Test
    void aPodThatIsGoneHasNoToken() throws InterruptedException, IOException {
        defineResources();
        createPod();
        client.resource(assignment("Assigned")).create();
        try (var agent = start()) {
            agent.awaitReady(LIMIT);
            assertThat(ask(agent).status()).isEqualTo(200);

            client.pods()
                    .inNamespace("shop")
                    .withName("orders")
                    .withGracePeriod(0)
                    .delete();

            // The watch may be a moment behind the API server.
            var deadline = Instant.now().plus(LIMIT);
            var answer = ask(agent);
            while (answer.status() == 200 && Instant.now().isBefore(deadline)) {
                answer = ask(agent);
            }
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("token-for");
        }
    }

    @Test
    void aClusterWithoutTheResourcesIsNamedAsTheReason() {
        try (var agent = start()) {
            assertThatExceptionOfType(AgentException.class)
                    .isThrownBy(() -> agent.awaitReady(Duration.ofSeconds(5)))
                    .withMessageContaining("azureassignedidentities");
            assertThat(agent.ready()).isFalse();
        }
    }
}
