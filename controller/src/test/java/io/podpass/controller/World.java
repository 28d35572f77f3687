package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.KubeClients;
import io.podpass.localkube.CutLine;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A cluster with namespaces {@code shop} and {@code other}, and hosts beside it. */
final class World implements AutoCloseable {
    static final ControllerSettings SETTINGS = ControllerSettings.DEFAULTS.withLeaderElection(LeaderElection.OFF);

    final FakeHosts azure = new FakeHosts();
    final KubernetesClient client;
    private final LocalKube kube;
    private Optional<Controller> controller = Optional.empty();

    World(Path folder) throws IOException {
        kube = LocalKube.start(LocalKubeSettings.loopback());
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kube.kubeconfig(kube.uri()));
        client = KubeClients.build(Optional.of(kubeconfig), "podpass/test");
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
        for (var name : List.of("shop", "other")) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    void start() {
        start(SETTINGS);
    }

    /** One more client, whose calls are seen first by {@code interceptors}. It tries nothing twice. */
    KubernetesClient client(Interceptor... interceptors) {
        return client(kube.uri(), interceptors);
    }

    /** One more client, at the end of that line. It tries nothing twice. */
    KubernetesClient client(CutLine line) {
        return client(line.uri());
    }

    private KubernetesClient client(URI server, Interceptor... interceptors) {
        var config = Config.fromKubeconfig(kube.kubeconfig(server));
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(client.getKubernetesSerialization())
                .withHttpClientFactory(new JdkHttpClientFactory() {
                    @Override
                    public HttpClient.Builder newBuilder(Config common) {
                        var builder = super.newBuilder(common);
                        for (var interceptor : interceptors) {
                            builder.addOrReplaceInterceptor(
                                    interceptor.getClass().getName(), interceptor);
                        }
                        return builder;
                    }
                })
                .build();
    }

    /** A line to the API server that can be cut. */
    CutLine line() {
        return new CutLine(kube.address());
    }

    /** Watches that go on from an older version are answered 410. */
    void forgetChanges() {
        kube.forgetChanges();
    }

    void start(ControllerSettings settings) {
        controller = Optional.of(Controller.start(settings, client, azure));
    }

    void stop() {
        controller.ifPresent(Controller::close);
        controller = Optional.empty();
    }

    static Host scaleSet(String name) {
        return Host.ofProviderId(providerId(name, 0)).orElseThrow();
    }

    private static String providerId(String scaleSet, int instance) {
        return "azure:///subscriptions/s/resourceGroups/MC_g/providers/Microsoft.Compute/virtualMachineScaleSets/"
                + scaleSet + "/virtualMachines/" + instance;
    }

    static ResourceId id(String name) {
        return new ResourceId("/subscriptions/s/resourceGroups/ids/providers/Microsoft.ManagedIdentity/"
                + "userAssignedIdentities/" + name);
    }

    /** Node {@code <scale set>-<instance>}. */
    String node(String scaleSet, int instance) {
        return node(scaleSet + "-" + instance, providerId(scaleSet, instance));
    }

    String node(String name, String providerId) {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withProviderID(providerId)
                        .endSpec()
                        .build())
                .create();
        return name;
    }

    void relabelPod(String namespace, String name, String selector) {
        client.pods().inNamespace(namespace).withName(name).edit(pod -> {
            pod.getMetadata().setLabels(Map.of(io.podpass.core.Pod.LABEL, selector));
            return pod;
        });
    }

    void deleteBinding(String namespace, String name) {
        client.resources(AzureIdentityBinding.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    void deleteIdentity(String namespace, String name) {
        client.resources(AzureIdentity.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    void deleteNode(String name) {
        client.nodes().withName(name).delete();
    }

    void pod(String namespace, String name, String node, String selector) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withLabels(Map.of(io.podpass.core.Pod.LABEL, selector))
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("main")
                        .withImage("none")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    void deletePod(String namespace, String name) {
        client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
    }

    void finishPod(String namespace, String name) {
        client.pods().inNamespace(namespace).withName(name).editStatus(pod -> {
            pod.getStatus().setPhase("Succeeded");
            return pod;
        });
    }

    /** It stands for another identity of Azure's from now on. */
    void pointIdentity(String namespace, String name, String azureName) {
        client.resources(AzureIdentity.class)
                .inNamespace(namespace)
                .withName(name)
                // A patch, since the controller writes to the same object at any time.
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"resourceID\": \"%s\", \"clientID\": \"client-of-%s\"}}"
                                .formatted(id(azureName).value(), azureName));
    }

    /** An identity and a binding that gives it to pods with label value {@code selector}. */
    void grant(String namespace, String identity, String selector) {
        identity(namespace, identity);
        binding(namespace, identity + "-b", identity, selector);
    }

    /** Takes back what {@link #grant} gave. */
    void revoke(String namespace, String identity) {
        deleteBinding(namespace, identity + "-b");
        deleteIdentity(namespace, identity);
    }

    void identity(String namespace, String name) {
        apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: %s, name: %s}
                spec: {type: 0, clientID: client-of-%s, resourceID: %s}
                """.formatted(namespace, name, name, id(name)), AzureIdentity.class);
    }

    /** A service principal of type 1 or 2, which Azure Resource Manager knows nothing of. */
    void principal(String namespace, String name, int type, String secret) {
        apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata: {namespace: %s, name: %s}
                spec:
                  type: %d
                  clientID: client-of-%s
                  tenantID: tenant-one
                  clientPassword: {namespace: %s, name: %s}
                """.formatted(namespace, name, type, name, namespace, secret), AzureIdentity.class);
    }

    void binding(String namespace, String name, String identity, String selector) {
        apply("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentityBinding
                metadata: {namespace: %s, name: %s}
                spec: {azureIdentity: %s, selector: %s}
                """.formatted(namespace, name, identity, selector), AzureIdentityBinding.class);
    }

    <T extends HasMetadata> void apply(String yaml, Class<T> type) {
        client.resource(client.getKubernetesSerialization().unmarshal(yaml, type))
                .create();
    }

    /** Does something that the rules of the identities' definition would forbid, and puts the rules back. */
    void withoutRules(Runnable action) {
        var definitions = client.apiextensions().v1().customResourceDefinitions();
        var name = "azureidentities." + CustomResourceDefinitions.GROUP;
        var strict = definitions.withName(name).get();
        definitions.withName(name).edit(definition -> {
            var schema =
                    definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            schema.getProperties().get("spec").setXKubernetesValidations(List.of());
            return definition;
        });
        action.run();
        definitions.withName(name).edit(definition -> {
            definition.setSpec(strict.getSpec());
            return definition;
        });
    }

    List<AzureAssignedIdentity> awaitAssignments(Predicate<List<AzureAssignedIdentity>> condition) throws Exception {
        return client.resources(AzureAssignedIdentity.class)
                .inAnyNamespace()
                .informOnCondition(condition)
                .get(20, TimeUnit.SECONDS);
    }

    AzureAssignedIdentity awaitAssigned(String name) throws Exception {
        return awaitState(name, "Assigned");
    }

    AzureAssignedIdentity awaitState(String name, String state) throws Exception {
        return awaitAssignments(all -> all.stream().anyMatch(is(name, state))).stream()
                .filter(is(name, state))
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<AzureAssignedIdentity> is(String name, String state) {
        return object -> object.getMetadata().getName().equals(name)
                && state.equals(object.getStatus().status());
    }

    void awaitGone(String name) throws Exception {
        awaitAssignments(all ->
                all.stream().noneMatch(object -> object.getMetadata().getName().equals(name)));
    }

    Event awaitEvent(String reason, String about) throws Exception {
        Predicate<Event> wanted = event -> event.getReason().equals(reason)
                && event.getInvolvedObject().getName().equals(about);
        return client
                .v1()
                .events()
                .inAnyNamespace()
                .informOnCondition(all -> all.stream().anyMatch(wanted))
                .get(20, TimeUnit.SECONDS)
                .stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    /** Returns when the host has been changed to have exactly these. */
    void awaitAttached(Host host, ResourceId... ids) throws InterruptedException {
        while (!azure.attached(host).equals(java.util.Set.of(ids))) {
            assertThat(azure.awaitApplied())
                    .as("another change of %s, which has %s", host.id(), azure.attached(host))
                    .isTrue();
        }
    }

    @Override
    public void close() {
        stop();
        client.close();
        kube.close();
    }
}
