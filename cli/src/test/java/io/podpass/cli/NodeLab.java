package io.podpass.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One node in namespaces, with two pods on interfaces of their own, both on IPv4 and IPv6, as Azure CNI sets them up: and a
 * cluster in which each has an identity. The kernel's settings are its own, {@code route_localnet} among them, which is off.
 */
final class NodeLab implements AutoCloseable {
    static final InetSocketAddress IMDS = at("169.254.169.254", 80);
    static final InetSocketAddress IMDS_IPV6 = at("fd00:ec2::254", 80);
    static final String NODE = "node-1";
    static final int PODS = 2;

    private static final String GATEWAY = "10.240.0.1";
    private static final int KUBE_PORT = 6443;

    private final String id = Namespaces.freshId();
    private final NetworkNamespace fabric = new NetworkNamespace("podpass-" + id + "-fabric");
    private final NetworkNamespace node = new NetworkNamespace("podpass-" + id + "-node");
    private final LocalKube kube;
    private final Relay relay;
    private final RecordingImds imds;
    private final Path kubeconfig;

    NodeLab(Path folder) throws IOException {
        try {
            makeNetwork();
            kube = LocalKube.start(LocalKubeSettings.loopback());
            relay = Relay.start(
                    listen(at(GATEWAY, KUBE_PORT)),
                    _ -> Optional.of(at("127.0.0.1", kube.uri().getPort())));
            imds = new RecordingImds(List.of(listen(IMDS), listen(IMDS_IPV6)));
            kubeconfig = Files.writeString(
                    folder.resolve("kubeconfig"), kube.kubeconfig(URI.create("http://" + GATEWAY + ":" + KUBE_PORT)));
            try (var client = new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kube.kubeconfig(kube.uri())))
                    .build()) {
                makeObjects(client);
            }
        } catch (IOException | RuntimeException e) {
            removeNetwork();
            throw e;
        }
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private ServerSocket listen(InetSocketAddress address) {
        return fabric.inside(() -> new ServerSocket(address.getPort(), 128, address.getAddress()));
    }

    NetworkNamespace pod(int pod) {
        return new NetworkNamespace("podpass-" + id + "-pod" + pod);
    }

    NetworkNamespace node() {
        return node;
    }

    RecordingImds imds() {
        return imds;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    static InetAddress address(int pod) {
        return InetAddress.ofLiteral("10.244.0.1" + pod);
    }

    static InetAddress ipv6Address(int pod) {
        return InetAddress.ofLiteral("fd00:244::1" + pod);
    }

    /** By the address family of {@code metadata}. */
    RawCall call(int pod, InetSocketAddress metadata) throws IOException {
        var from = metadata.equals(IMDS_IPV6) ? ipv6Address(pod) : address(pod);
        return RawCall.open(pod(pod), new InetSocketAddress(from, 0), metadata);
    }

    private void makeNetwork() {
        var lines = new ArrayList<String>();
        lines.add("netns add " + fabric.name());
        lines.add("netns add " + node.name());
        lines.add("link add node netns " + fabric.name() + " type veth peer name eth0 netns " + node.name());
        pods().forEach(pod -> {
            lines.add("netns add " + pod(pod).name());
            lines.add("link add azv" + pod + " netns " + node.name() + " type veth peer name eth0 netns "
                    + pod(pod).name());
        });
        Ip.batch(lines);
        Ip.batch(
                fabric.name(),
                List.of(
                        "link set lo up",
                        "link set node up",
                        "addr add 169.254.169.254/32 dev lo",
                        "addr add fd00:ec2::254/128 dev lo",
                        "addr add " + GATEWAY + "/24 dev node",
                        "addr add fd00:240::1/64 dev node nodad",
                        "route add 10.244.0.0/24 via 10.240.0.4",
                        "route add fd00:244::/64 via fd00:240::4"));
        var settings = new ArrayList<>(List.of(
                "link set lo up",
                "link set eth0 up",
                "addr add 10.240.0.4/24 dev eth0",
                "addr add fd00:240::4/64 dev eth0 nodad",
                "route add default via " + GATEWAY,
                "route add default via fd00:240::1"));
        pods().forEach(pod -> {
            settings.add("link set azv" + pod + " up");
            settings.add("addr add fe80::1/64 dev azv" + pod + " nodad");
            settings.add("route add " + address(pod).getHostAddress() + "/32 dev azv" + pod);
            settings.add("route add " + ipv6Address(pod).getHostAddress() + "/128 dev azv" + pod);
        });
        Ip.batch(node.name(), settings);
        node.inside(() -> {
            Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
            Files.writeString(Path.of("/proc/sys/net/ipv4/conf/all/proxy_arp"), "1");
            return Files.writeString(Path.of("/proc/sys/net/ipv6/conf/all/forwarding"), "1");
        });
        pods().forEach(pod -> Ip.batch(
                pod(pod).name(),
                List.of(
                        "link set lo up",
                        "link set eth0 up",
                        "addr add " + address(pod).getHostAddress() + "/32 dev eth0",
                        "addr add " + ipv6Address(pod).getHostAddress() + "/128 dev eth0 nodad",
                        "route add 169.254.1.1 dev eth0 scope link",
                        "route add default via 169.254.1.1 dev eth0",
                        "route add default via fe80::1 dev eth0")));
    }

    private static IntStream pods() {
        return IntStream.range(0, PODS);
    }

    private static void makeObjects(KubernetesClient client) {
        CustomResourceDefinitions.all()
                .forEach(definition -> client.resource(definition).create());
        client.resource("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}")
                .create();
        pods().forEach(pod -> {
            var manifest = """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: orders-%1$d, namespace: shop, labels: {aadpodidbinding: orders}}
                    spec: {nodeName: node-1, containers: [{name: main, image: none}]}
                    status: {phase: Running, podIP: %2$s, podIPs: [{ip: %2$s}, {ip: "fd00:244::1%1$d"}]}
                    """.formatted(pod, address(pod).getHostAddress());
            client.resource(manifest).create();
            client.resource(manifest).updateStatus();
            client.resource("""
                    apiVersion: aadpodidentity.k8s.io/v1
                    kind: AzureAssignedIdentity
                    metadata: {name: orders-%1$d-shop-orders, namespace: default, labels: {nodename: node-1}}
                    spec:
                      pod: orders-%1$d
                      podNamespace: shop
                      nodename: node-1
                      azureIdentityRef:
                        apiVersion: aadpodidentity.k8s.io/v1
                        kind: AzureIdentity
                        metadata: {name: orders, namespace: shop}
                        spec:
                          type: 0
                          resourceID: /subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders
                          clientID: 0bf43f9f-5b1f-4a4f-8b0c-9f0a40f6a3d1
                      azureBindingRef:
                        apiVersion: aadpodidentity.k8s.io/v1
                        kind: AzureIdentityBinding
                        metadata: {name: orders, namespace: shop}
                        spec: {azureIdentity: orders, selector: orders}
                    status: {status: Assigned, availableReplicas: 1}
                    """.formatted(pod)).create();
        });
    }

    @Override
    public void close() throws IOException {
        imds.close();
        relay.close();
        kube.close();
        removeNetwork();
    }

    private void removeNetwork() {
        var names = new ArrayList<>(List.of(fabric, node));
        pods().forEach(pod -> names.add(pod(pod)));
        Ip.batchAll(names.stream().map(name -> "netns del " + name.name()).toList());
    }
}
