package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.http.RawHttp;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grants that need no controller, from an API server's objects: exceptions and managed mode. */
final class GrantsOnClusterTest {
    private static final String ADDRESS = "127.1.0.22";
    private static final String TOKEN =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LocalKube cluster = LocalKube.start(LocalKubeSettings.loopback());
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig(cluster.uri())))
            .build();
    private final FakeImds imds = new FakeImds();

    @BeforeEach
    void defineResources() {
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
        create("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}");
    }

    @AfterEach
    void close() {
        imds.close();
        client.close();
        cluster.close();
    }

    private Agent start(OperationMode mode) throws InterruptedException {
        var agent = Agent.start(
                AgentSettings.defaults("node-1")
                        .with(Addresses.DEFAULTS
                                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .withImds(imds.uri()))
                        .with(RedirectSettings.NONE)
                        .withForceNamespaced(true)
                        .with(mode),
                client);
        agent.awaitReady(LIMIT);
        return agent;
    }

    private void create(String yaml) {
        client.resource(yaml).create();
    }

    private void createPod(String labels) {
        var pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: orders, namespace: shop, labels: %2$s}
                spec: {nodeName: node-1, containers: [{name: main, image: none}]}
                status: {phase: Running, podIP: %1$s, podIPs: [{ip: %1$s}]}
                """.formatted(ADDRESS, labels);
        create(pod);
        client.resource(pod).updateStatus();
    }

    private void createIdentity(String namespace, String name) {
        create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {name: %2$s, namespace: %1$s}
                spec:
                  type: 0
                  resourceID: /subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/%2$s
                  clientID: client-of-%2$s
                """.formatted(namespace, name));
    }

    private void createBinding(String namespace, String name, String identity, int weight) {
        create("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentityBinding
                metadata: {name: %s, namespace: %s}
                spec: {azureIdentity: %s, selector: orders, weight: %d}
                """.formatted(name, namespace, identity, weight));
    }

    private static RawHttp.Answer ask(Agent agent, String more) throws IOException {
        return RawHttp.sendFrom(ADDRESS, agent.port(), "GET", TOKEN + more, "Metadata: true");
    }

    /** The watch may be a moment behind the API server. */
    private static RawHttp.Answer askUntil(Agent agent, Predicate<RawHttp.Answer> expected) throws IOException {
        var deadline = Instant.now().plus(LIMIT);
        var answer = ask(agent, "");
        while (!expected.test(answer) && Instant.now().isBefore(deadline)) {
            answer = ask(agent, "");
        }
        return answer;
    }

    @Test
    void inManagedModeBindingAndIdentityOfThePodsNamespaceAreEnough() throws InterruptedException, IOException {
        createPod("{aadpodidbinding: orders}");
        createIdentity("shop", "light");
        createIdentity("shop", "heavy");
        createBinding("shop", "a", "light", 1);
        createBinding("shop", "b", "heavy", 2);
        try (var agent = start(OperationMode.MANAGED)) {
            assertThat(ask(agent, "").body()).contains("token-for-client-of-heavy");
            assertThat(ask(agent, "&client_id=CLIENT-of-light").body()).contains("token-for-client-of-light");
            var other = ask(agent, "&client_id=other");
            assertThat(other.status()).isEqualTo(403);
            assertThat(other.hasHeader("x-podpass-reason", "not-granted")).isTrue();
        }
    }

    @Test
    void inManagedModeAnotherNamespaceGrantsNothingAndNothingIsWaitedFor() throws InterruptedException, IOException {
        create("apiVersion: v1\nkind: Namespace\nmetadata: {name: other}");
        createPod("{aadpodidbinding: orders}");
        createIdentity("other", "foreign");
        createBinding("other", "foreign", "foreign", 0);
        try (var agent = start(OperationMode.MANAGED)) {
            var answer = ask(agent, "");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.hasHeader("x-podpass-reason", "no-assignment")).isTrue();
        }
    }

    @Test
    void inManagedModeADeletedBindingEndsTheGrant() throws InterruptedException, IOException {
        createPod("{aadpodidbinding: orders}");
        createIdentity("shop", "orders");
        createBinding("shop", "orders", "orders", 0);
        try (var agent = start(OperationMode.MANAGED)) {
            assertThat(ask(agent, "").status()).isEqualTo(200);

            client.genericKubernetesResources("aadpodidentity.k8s.io/v1", "AzureIdentityBinding")
                    .inNamespace("shop")
                    .withName("orders")
                    .delete();

            var answer = askUntil(agent, one -> one.status() != 200);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("token-for");
        }
    }

    @Test
    void managedModeNeedsNoDefinitionOfAssignments() throws InterruptedException, IOException {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("azureassignedidentities.aadpodidentity.k8s.io")
                .delete();
        createPod("{aadpodidbinding: orders}");
        createIdentity("shop", "orders");
        createBinding("shop", "orders", "orders", 0);
        try (var agent = start(OperationMode.MANAGED)) {
            assertThat(ask(agent, "").status()).isEqualTo(200);
        }
    }

    @Test
    void anExceptionCountsFromTheMomentItIsThere() throws InterruptedException, IOException {
        createPod("{tier: legacy}");
        try (var agent = start(OperationMode.STANDARD)) {
            assertThat(ask(agent, "").hasHeader("x-podpass-reason", "no-label")).isTrue();

            create("""
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzurePodIdentityException
                    metadata: {name: legacy, namespace: shop}
                    spec: {podLabels: {tier: Legacy}, clientIDs: [listed]}
                    """);

            assertThat(askUntil(agent, one -> one.hasHeader("x-podpass-reason", "exception-needs-client-id"))
                            .status())
                    .isEqualTo(403);
            assertThat(ask(agent, "&client_id=listed").body()).contains("token-for-listed");
        }
    }
}
