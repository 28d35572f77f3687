package io.podpass.e2e;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.podpass.kube.DefinitionsUpgrade;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An Azure of its own, and on the API server under test the definitions, the nodes and a controller. */
final class Installation implements AutoCloseable {
    private static final String COMPUTE = "2024-07-01";
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
    static Installation of(KubernetesClient kube) {
        return new Installation(kube, (_, settings) -> settings);
    }

    /** As {@link #of}, with a controller of other settings. */
    Installation(
            KubernetesClient kube, BiFunction<ReferenceAzure, ControllerSettings, ControllerSettings> ofController) {
        this(kube);
        startController(kube, ofController);
    }

    private Installation(KubernetesClient kube) {
        this.kube = started.add(kube);
        localAzure = started.add(LocalAzure.start(LocalAzureSettings.loopback()));
        toAzure = started.add(
                HttpClient.newBuilder().sslContext(localAzure.sslContext()).build());
        try (var calls =
                new ArmAdministrator(localAzure.arm(), localAzure.sslContext(), localAzure.administratorToken())) {
            azure = new ReferenceSetup(calls, localAzure.subscriptionId(), UUID::randomUUID, Set.of()).make();
        }
        new DefinitionsUpgrade(kube, TO_GET_READY).apply();
        cluster = new ClusterSetup(kube);
        azure.machines().forEach(cluster::node);
        var port = localAzure
                .openImds(machine().resourceId(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
        imds = URI.create("http://127.0.0.1:" + port);
    }

    /** As {@link #of}, for a test that starts a controller itself. */
    static Installation withoutController(KubernetesClient kube) {
        return new Installation(kube);
    }

    /** In this JVM, by a client that stays the caller's to close; it ends with the installation. */
    void startController(
            KubernetesClient client, BiFunction<ReferenceAzure, ControllerSettings, ControllerSettings> changes) {
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
                changes.apply(
                        azure,
                        ControllerSettings.DEFAULTS.withNeverDetached(
                                Set.of(azure.kubelet().clientId()))),
                client,
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

    /** Somebody switches on the host's system-assigned identity; returns its object id. */
    String giveTheHostAnIdentityOfItsOwn() {
        return changeTheHost(true, _ -> {}).path("principalId").asText();
    }

    /** Somebody attaches an identity by hand. */
    void attachByHand(String resourceId) {
        changeTheHost(hasAnIdentityOfItsOwn(), attached -> attached.putObject(resourceId));
    }

    /** Somebody takes an identity off by hand. */
    void detachByHand(String resourceId) {
        changeTheHost(hasAnIdentityOfItsOwn(), attached -> {
            var spelt = new ArrayList<String>();
            attached.fieldNames().forEachRemaining(spelt::add);
            spelt.stream().filter(resourceId::equalsIgnoreCase).forEach(attached::remove);
        });
    }

    private boolean hasAnIdentityOfItsOwn() {
        return !systemAssigned().isEmpty();
    }

    /** Object id of the host's own identity; empty where it has none. */
    String systemAssigned() {
        return identityOfTheHost().path("principalId").asText();
    }

    /** Resource ids of all that are on the host, in lower case. */
    Set<String> attached() {
        var ids = new TreeSet<String>();
        identityOfTheHost()
                .path("userAssignedIdentities")
                .fieldNames()
                .forEachRemaining(id -> ids.add(id.toLowerCase(Locale.ROOT)));
        return ids;
    }

    private JsonNode identityOfTheHost() {
        try (var arm = administrator()) {
            return arm.get(scaleSet(), COMPUTE).path("identity");
        }
    }

    private JsonNode changeTheHost(boolean withSystemAssigned, Consumer<ObjectNode> change) {
        try (var arm = administrator()) {
            var present = (ObjectNode) arm.get(scaleSet(), COMPUTE);
            var identity = present.withObject("/identity");
            var attached = identity.withObject("/userAssignedIdentities");
            // ARM takes back what it has said of them only without what it has added.
            attached.fieldNames()
                    .forEachRemaining(id -> attached.withObjectProperty(id).removeAll());
            change.accept(attached);
            var kinds = new ArrayList<String>();
            if (withSystemAssigned) {
                kinds.add("SystemAssigned");
            }
            if (attached.isEmpty()) {
                identity.remove("userAssignedIdentities");
            } else {
                kinds.add("UserAssigned");
            }
            identity.put("type", kinds.isEmpty() ? "None" : String.join(", ", kinds));
            return arm.put(scaleSet(), COMPUTE, present.toString()).path("identity");
        }
    }

    private ArmAdministrator administrator() {
        return new ArmAdministrator(localAzure.arm(), localAzure.sslContext(), localAzure.administratorToken());
    }

    /** All nodes are of one. */
    private String scaleSet() {
        var machine = machine().resourceId();
        return machine.substring(0, machine.indexOf("/virtualMachines/"));
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

    /** All nodes; they are of one scale set. */
    List<ReferenceAzure.Machine> machines() {
        return azure.machines();
    }

    ManagedIdentity kubelet() {
        return azure.kubelet();
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
