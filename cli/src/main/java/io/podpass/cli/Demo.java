package io.podpass.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.cli.DemoReport.PodRow;
import io.podpass.cli.DemoReport.RefusalRow;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.kube.KubeClients;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The whole system once, in order: an Azure, a cluster, the roles, the pods, and what came of them. */
final class Demo {
    /** Of every node, in the demo's folder. */
    static final String TRUST_STORE = "trust.p12";

    static final String CLOUD_CONFIG = "azure.json";

    private static final String SYSTEM_NAMESPACE = "kube-system";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration ASSIGN_LIMIT = Duration.ofSeconds(15);

    private final PodNetworkKind kind;
    private final Set<String> withoutRoles;
    private final Path folder;
    private final Path home;
    private final Stages stages;
    private final Started started;
    private final Supplier<UUID> uuids;
    private final Scenario scenario = Scenario.reference();

    /** {@code folder} is empty and the demo's own; {@code started} is closed by the caller, whatever happens here. */
    Demo(
            PodNetworkKind kind,
            Set<String> withoutRoles,
            Path folder,
            Path home,
            Stages stages,
            Started started,
            Supplier<UUID> uuids) {
        this.kind = kind;
        this.withoutRoles = Set.copyOf(withoutRoles);
        this.folder = folder;
        this.home = home;
        this.stages = stages;
        this.started = started;
        this.uuids = uuids;
    }

    /** What is left standing once the pods have run. */
    record Result(DemoReport report, Path kubeconfig, PodNetwork network, int sparePod, LocalAzure azure) {}

    Result run() {
        var local = stages.run(
                "azure", "a cluster, its node pool, a vault, a storage account, identities and roles", this::azure);
        var azure = local.reference();
        var kube = stages.run("cluster", "an API server with custom resources and two nodes", () -> cluster(azure));
        var placement = DemoPlacement.of(scenario, azure.machines().size());
        var network = stages.run(
                "network",
                "a place for each node and pod (" + kind.word() + ")",
                () -> network(local, kube, placement));
        var client = started.add(client(kube));
        stages.run("objects", "identities, bindings and pods", () -> objects(client, azure, network, placement));
        var java = java(local, network);
        stages.run("system", "the controller, and an agent on each node", () -> {
            system(java, local, kube, network);
            var setup = new ClusterSetup(client);
            for (int node = 0; node < azure.machines().size(); node++) {
                setup.agent(
                        SYSTEM_NAMESPACE,
                        azure.machines().get(node).nodeName(),
                        network.node(node).agent().getPort());
            }
        });
        stages.run(
                "attach",
                "identities attached to the scale set by the kubelet identity's own rights",
                () -> new AssignmentsWait(client).await(scenario.grants(), ASSIGN_LIMIT));
        stages.run(
                "images",
                "credentials of a registry for kubelet, by the kubelet identity's AcrPull",
                () -> new DemoImages(java, network.node(0), folder, started).pull());
        var pods = new DemoPods(network, azure, java, folder, started);
        List<PodRow> rows = stages.run(
                "pods", "each pod runs the Azure SDK for Java in a process of its own", () -> pods.run(placement));
        List<RefusalRow> refusals = stages.run(
                "refusals",
                "requests that no SDK makes",
                () -> pods.oddRequests(placement.pods().getFirst()));
        var objects = stages.run("tables", "what kubectl get shows of it", () -> tables(kube));
        return new Result(
                new DemoReport(kind.word(), rows, refusals, objects, stages.seconds()),
                kubeconfig(kube, "kubeconfig", kube.uri()),
                network,
                placement.spare(),
                local.azure());
    }

    private static List<ObjectTable> tables(LocalKube kube) {
        try (var http = HttpClient.newHttpClient()) {
            return new ObjectTables(http, kube.uri())
                    .read(List.of("azureidentities", "azureidentitybindings", "azureassignedidentities"));
        }
    }

    private record LocalSide(LocalAzure azure, ReferenceAzure reference, List<Integer> metadataPorts) {}

    private LocalSide azure() {
        var azure = started.add(LocalAzure.start(LocalAzureSettings.loopback()));
        try (var arm = new ArmAdministrator(azure.arm(), azure.sslContext(), azure.administratorToken())) {
            var reference = new ReferenceSetup(arm, azure.subscriptionId(), uuids, withoutRoles).make();
            var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var ports = reference.machines().stream()
                    .map(machine -> azure.openImds(machine.resourceId(), any).getPort())
                    .toList();
            return new LocalSide(azure, reference, ports);
        }
    }

    private LocalKube cluster(ReferenceAzure azure) {
        var kube = started.add(LocalKube.start(LocalKubeSettings.loopback()));
        try (var client = client(kube)) {
            CustomResourceDefinitions.all()
                    .forEach(definition -> client.resource(definition).create());
            var setup = new ClusterSetup(client);
            setup.namespace(Scenario.NAMESPACE);
            setup.namespace(Scenario.OTHER_NAMESPACE);
            azure.machines().forEach(setup::node);
        }
        return kube;
    }

    private KubernetesClient client(LocalKube kube) {
        return KubeClients.build(Optional.of(kubeconfig(kube, "kubeconfig", kube.uri())), "podpass-demo");
    }

    private PodNetwork network(LocalSide local, LocalKube kube, DemoPlacement placement) {
        var id = uuids.get().toString().substring(0, 6);
        return started.add(PodNetworks.open(new NetworkPlan(
                kind,
                id,
                placement.podsOfNodes(),
                kube.address().getPort(),
                local.azure().httpsPort(),
                local.metadataPorts())));
    }

    private void objects(KubernetesClient client, ReferenceAzure azure, PodNetwork network, DemoPlacement placement) {
        var setup = new ClusterSetup(client);
        scenario.identities().forEach(identity -> setup.identity(identity, azure.identity(identity.name())));
        scenario.bindings().forEach(setup::binding);
        for (var placed : placement.pods()) {
            var pod = placed.pod();
            setup.pod(
                    pod.namespace(),
                    pod.name(),
                    pod.selector(),
                    azure.machines().get(pod.node()).nodeName(),
                    network.pod(pod.node(), placed.index()).ip().getHostAddress());
        }
        setup.pod(
                Scenario.NAMESPACE,
                Scenario.SPARE_POD,
                Optional.of(Scenario.SPARE_POD),
                azure.machines().getFirst().nodeName(),
                network.pod(0, placement.spare()).ip().getHostAddress());
    }

    private JavaCommand java(LocalSide local, PodNetwork network) {
        var trustStore = folder.resolve(TRUST_STORE);
        local.azure().writeTrustStore(trustStore);
        // The same for nodes and pods: one listener serves every name of Azure's.
        var address = network.node(0).https().getAddress().getHostAddress();
        var hosts = local.azure().hostNames().stream()
                .map(name -> address + " " + name + "\n")
                .collect(Collectors.joining("", "127.0.0.1 localhost\n", ""));
        return new JavaCommand(home, write("hosts", hosts), trustStore);
    }

    private void system(JavaCommand java, LocalSide local, LocalKube kube, PodNetwork network) {
        var azure = local.reference();
        var cloud = write(CLOUD_CONFIG, """
                {"cloud": "AzurePublicCloud", "tenantId": "%s", "subscriptionId": "%s", "resourceGroup": "%s",
                 "useManagedIdentityExtension": true, "userAssignedIdentityID": "%s"}
                """.formatted(
                        local.azure().tenantId(),
                        local.azure().subscriptionId(),
                        azure.nodeResourceGroup(),
                        azure.kubelet().clientId()));
        var first = network.node(0);
        var kubeconfig = kubeconfig(kube, "kubeconfig-nodes", first.kubeApi());
        var processes = new ArrayList<DemoProcess>();
        processes.add(start(
                "controller",
                first.commandPrefix(),
                java.podpass(
                        "controller",
                        "--kubeconfig",
                        kubeconfig.toString(),
                        "--cloudconfig",
                        cloud.toString(),
                        "--arm-endpoint",
                        "https://management.azure.com:" + first.https().getPort() + "/",
                        "--imds-endpoint",
                        first.imds().toString(),
                        "--leader-election-instance",
                        "demo",
                        // Another demo may run on this machine.
                        "--http-probe-port",
                        "0",
                        "--prometheus-port",
                        "0"),
                "podpass controller: ready"));
        for (int node = 0; node < azure.machines().size(); node++) {
            var place = network.node(node);
            processes.add(start(
                    "agent-" + node,
                    place.commandPrefix(),
                    java.podpass(
                            "agent",
                            "--kubeconfig",
                            kubeconfig.toString(),
                            "--node",
                            azure.machines().get(node).nodeName(),
                            "--nmi-listen-address",
                            place.agent().getAddress().getHostAddress(),
                            "--nmi-port",
                            Integer.toString(place.agent().getPort()),
                            "--imds-endpoint",
                            place.imds().toString(),
                            // Several agents share this machine's ports.
                            "--http-probe-port",
                            "0",
                            "--prometheus-port",
                            "0",
                            "--redirect",
                            place.redirect() ? "auto" : "none",
                            // A refused pod of the demo should not wait for a minute and a half.
                            "--retry-attempts-for-created",
                            "3",
                            "--retry-attempts-for-assigned",
                            "3",
                            "--find-identity-retry-interval",
                            "1"),
                    "podpass agent: ready"));
        }
        processes.forEach(process -> process.awaitReady(START_LIMIT));
    }

    private DemoProcess start(String name, List<String> prefix, List<String> command, String marker) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return started.add(DemoProcess.start(name, whole, Map.of(), folder, marker));
    }

    private Path kubeconfig(LocalKube kube, String name, URI server) {
        return write(name, kube.kubeconfig(server));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + folder.resolve(name), e);
        }
    }
}
