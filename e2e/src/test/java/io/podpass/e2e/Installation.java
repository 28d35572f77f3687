package io.podpass.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.agent.Addresses;
import io.podpass.agent.Agent;
import io.podpass.agent.AgentSettings;
import io.podpass.agent.LoginSettings;
import io.podpass.agent.RedirectSettings;
import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.Pause;
import io.podpass.cli.ArmAdministrator;
import io.podpass.cli.ClusterSetup;
import io.podpass.cli.ReferenceAzure;
import io.podpass.cli.ReferenceAzure.ManagedIdentity;
import io.podpass.cli.ReferenceSetup;
import io.podpass.cli.Started;
import io.podpass.controller.Controller;
import io.podpass.controller.ControllerSettings;
import io.podpass.core.Authority;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An Azure of its own, and on the API server under test the definitions, the nodes and a controller. */
final class Installation implements AutoCloseable {
    private static final Duration TO_GET_READY = Duration.ofSeconds(60);

    private final Clock clock = Clock.systemUTC();
    private final Started started = new Started();
    private final KubernetesClient kube;
    private final LocalAzure localAzure;
    private final ReferenceAzure azure;
    private final ClusterSetup cluster;
    private final URI imds;
    private final HttpClient toAzure;

    /** Takes over {@code kube}, a client of an API server that has no objects of ours yet. */
    Installation(KubernetesClient kube) {
        this.kube = started.add(kube);
        localAzure = started.add(LocalAzure.start(LocalAzureSettings.loopback()));
        toAzure = started.add(
                HttpClient.newBuilder().sslContext(localAzure.sslContext()).build());
        try (var calls =
                new ArmAdministrator(localAzure.arm(), localAzure.sslContext(), localAzure.administratorToken())) {
            azure = new ReferenceSetup(calls, localAzure.subscriptionId(), UUID::randomUUID, Set.of()).make();
        }
        define();
        cluster = new ClusterSetup(kube);
        azure.machines().forEach(cluster::node);
        var port = localAzure
                .openImds(machine().resourceId(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
        imds = URI.create("http://127.0.0.1:" + port);
        startController();
    }

    private void define() {
        for (var definition : CustomResourceDefinitions.all()) {
            kube.resource(definition).create();
            kube.resource(definition)
                    .waitUntilCondition(
                            made -> made.getStatus() != null
                                    && made.getStatus().getConditions() != null
                                    && made.getStatus().getConditions().stream()
                                            .anyMatch(condition -> condition
                                                            .getType()
                                                            .equals("Established")
                                                    && condition.getStatus().equals("True")),
                            30,
                            TimeUnit.SECONDS);
        }
    }

    private void startController() {
        var pause = Pause.real();
        var metadata = new ImdsClient(imds, ImdsClient.plainHttpClient(), clock, pause);
        var hosts = new ArmHosts(
                localAzure.arm(),
                toAzure,
                () -> metadata.token(
                        azure.kubelet().clientId(),
                        "https://management.azure.com/",
                        clock.instant().plusSeconds(30)),
                clock,
                pause,
                ArmLimits.DEFAULTS);
        started.add(Controller.start(
                ControllerSettings.DEFAULTS.withNeverDetached(
                        Set.of(azure.kubelet().clientId())),
                kube,
                hosts));
    }

    /** An agent of the first node, in this JVM, on a free port of loopback; it ends with the installation. */
    Agent startAgent(UnaryOperator<AgentSettings> changes) throws InterruptedException {
        return startAgent(kube, changes);
    }

    /** As {@link #startAgent(UnaryOperator)}, by a client of its own, which stays the caller's to close. */
    Agent startAgent(KubernetesClient client, UnaryOperator<AgentSettings> changes) throws InterruptedException {
        var settings = AgentSettings.defaults(machine().nodeName())
                .with(Addresses.DEFAULTS
                        .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .withImds(imds))
                .with(RedirectSettings.NONE)
                .with(new LoginSettings(
                        false, Set.of(new Authority(localAzure.login().toString()))));
        var agent = started.add(Agent.start(changes.apply(settings), client, toAzure));
        agent.awaitReady(TO_GET_READY);
        return agent;
    }

    /** Somebody switches on the first node's system-assigned identity; returns its object id. */
    String giveTheHostAnIdentityOfItsOwn() {
        var machine = machine().resourceId();
        var scaleSet = machine.substring(0, machine.indexOf("/virtualMachines/"));
        try (var arm =
                new ArmAdministrator(localAzure.arm(), localAzure.sslContext(), localAzure.administratorToken())) {
            var present = (ObjectNode) arm.get(scaleSet, "2024-07-01");
            var attached = present.withObject("/identity").put("type", "SystemAssigned, UserAssigned");
            // ARM takes back what it has said of them only without what it has added.
            var kept = attached.withObject("/userAssignedIdentities");
            kept.fieldNames().forEachRemaining(id -> kept.withObjectProperty(id).removeAll());
            return arm.put(scaleSet, "2024-07-01", present.toString())
                    .at("/identity/principalId")
                    .asText();
        }
    }

    /** With the service account that a bare API server lacks and pods need. */
    void namespace(String name) {
        cluster.namespace(name);
        kube.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .withNamespace(name)
                        .endMetadata()
                        .build())
                .create();
    }

    KubernetesClient kube() {
        return kube;
    }

    ClusterSetup cluster() {
        return cluster;
    }

    LocalAzure localAzure() {
        return localAzure;
    }

    ManagedIdentity identity(String name) {
        return azure.identity(name);
    }

    /** The first node. */
    ReferenceAzure.Machine machine() {
        return azure.machines().getFirst();
    }

    /** Of the first node. */
    URI imds() {
        return imds;
    }

    @Override
    public void close() {
        started.close();
    }
}
