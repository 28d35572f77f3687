package io.podpass.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A pod network of network namespaces: pods and agents meet as they do on a real node. Needs Linux and root. */
final class NamespaceNetwork implements PodNetwork {
    private static final int KUBE_PORT = 6443;
    private static final int HTTPS_PORT = 443;
    private static final int METADATA_PORT = 80;
    private static final int AGENT_PORT = 2579;
    private static final int BACKLOG = 128;

    private final NamespaceTopology topology;
    private final List<Relay> relays = new ArrayList<>();

    private NamespaceNetwork(NamespaceTopology topology) {
        this.topology = topology;
    }

    /** @throws PodNetworkException if a part of it cannot be made; then nothing of it is left */
    static NamespaceNetwork open(NetworkPlan plan) {
        var network = new NamespaceNetwork(new NamespaceTopology(plan));
        var fabric = new NetworkNamespace(network.topology.fabric());
        if (fabric.exists()) {
            // Not ours to take away on failure.
            throw new PodNetworkException("there is a network namespace " + fabric.name()
                    + " already: if no demo is running, remove it by: ip netns del " + fabric.name());
        }
        try {
            network.make(fabric);
            return network;
        } catch (RuntimeException e) {
            try {
                network.close();
            } catch (PodNetworkException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private void make(NetworkNamespace fabric) {
        Ip.batch(topology.creation());
        topology.settings().forEach(Ip::batch);
        for (int node = 0; node < plan().nodes(); node++) {
            new NetworkNamespace(topology.node(node)).inside(NamespaceNetwork::forwardPackets);
        }
        var sockets = fabric.inside(() -> List.of(
                listen(NamespaceTopology.GATEWAY, KUBE_PORT),
                listen(NamespaceTopology.GATEWAY, HTTPS_PORT),
                listen(NamespaceTopology.METADATA_SERVICE, METADATA_PORT)));
        synchronized (this) {
            relays.add(Relay.start(sockets.get(0), _ -> local(plan().kubePort())));
            relays.add(Relay.start(sockets.get(1), _ -> local(plan().httpsPort())));
            relays.add(Relay.start(sockets.get(2), this::metadataService));
        }
    }

    /** A node's metadata service answers its pods as well, as on a real node: only the redirect keeps them away. */
    private Optional<InetSocketAddress> metadataService(InetAddress caller) {
        var node = topology.nodeOf(caller);
        return node.isPresent() ? local(plan().metadataPorts().get(node.getAsInt())) : Optional.empty();
    }

    private static Optional<InetSocketAddress> local(int port) {
        return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static Path forwardPackets() throws IOException {
        return Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    }

    private static ServerSocket listen(String address, int port) throws IOException {
        return new ServerSocket(port, BACKLOG, InetAddress.ofLiteral(address));
    }

    @Override
    public NetworkPlan plan() {
        return topology.plan();
    }

    @Override
    public NodePlace node(int node) {
        plan().checkNode(node);
        return new NodePlace(
                at(topology.nodeAddress(node), AGENT_PORT),
                new NetworkNamespace(topology.node(node)).prefix(),
                URI.create("http://" + NamespaceTopology.GATEWAY + ":" + KUBE_PORT),
                at(NamespaceTopology.GATEWAY, HTTPS_PORT),
                URI.create("http://" + NamespaceTopology.METADATA_SERVICE),
                true);
    }

    @Override
    public PodPlace pod(int node, int pod) {
        plan().checkPod(node, pod);
        return new PodPlace(
                InetAddress.ofLiteral(topology.podAddress(node, pod)),
                new NetworkNamespace(topology.pod(node, pod)).prefix(),
                Map.of(),
                URI.create("http://" + NamespaceTopology.METADATA_SERVICE),
                at(NamespaceTopology.GATEWAY, HTTPS_PORT));
    }

    @Override
    public <T> T inside(int node, int pod, Callable<T> action) {
        plan().checkPod(node, pod);
        return new NetworkNamespace(topology.pod(node, pod)).inside(action);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    @Override
    public synchronized void close() {
        // Sockets first: an open one would keep the fabric alive without a name.
        relays.forEach(Relay::close);
        relays.clear();
        Ip.batchAll(topology.namespaces().stream()
                .filter(name -> new NetworkNamespace(name).exists())
                .map(name -> "netns del " + name)
                .toList());
    }
}
