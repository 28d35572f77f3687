package io.podpass.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A pod network for machines where namespaces cannot be had: a pod is an address of 127.0.0.0/8 with a relay, which
 * calls the agent from that address. Agents still tell pods apart by address, but nothing is redirected, and nothing
 * keeps a pod's process from calling a node's metadata service itself.
 */
final class LoopbackNetwork implements PodNetwork {
    private static final int AGENT_PORT = 2579;
    private static final int FIRST_POD = 10;
    private static final int BACKLOG = 128;

    private final NetworkPlan plan;
    private final List<InetSocketAddress> agents;
    private final List<List<Relay>> relays = new ArrayList<>();

    private LoopbackNetwork(NetworkPlan plan, List<InetSocketAddress> agents) {
        this.plan = plan;
        this.agents = agents;
    }

    /** @throws PodNetworkException if a pod's address cannot be used; then nothing of it is left */
    static LoopbackNetwork open(NetworkPlan plan) {
        var agents = new ArrayList<InetSocketAddress>();
        for (int node = 0; node < plan.nodes(); node++) {
            agents.add(agentAddress(node));
        }
        var network = new LoopbackNetwork(plan, List.copyOf(agents));
        try {
            network.startRelays();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private synchronized void startRelays() {
        for (int node = 0; node < plan.nodes(); node++) {
            var ofNode = new ArrayList<Relay>();
            relays.add(ofNode);
            var agent = agents.get(node);
            for (int pod = 0; pod < plan.podsOfNodes().get(node); pod++) {
                var ip = podAddress(node, pod);
                ofNode.add(Relay.start(listen(ip), _ -> Optional.of(agent), Optional.of(ip)));
            }
        }
    }

    private static InetAddress podAddress(int node, int pod) {
        return InetAddress.ofLiteral("127.1." + node + "." + (FIRST_POD + pod));
    }

    private static ServerSocket listen(InetAddress ip) {
        try {
            return new ServerSocket(0, BACKLOG, ip);
        } catch (IOException e) {
            throw new PodNetworkException(
                    "cannot give a pod the address " + ip.getHostAddress() + ": " + e.getMessage()
                            + " (on macOS add it first: sudo ifconfig lo0 alias " + ip.getHostAddress() + ")",
                    e);
        }
    }

    /** The usual port at an address of the node's own, or a free port where that is taken or cannot be had. */
    private static InetSocketAddress agentAddress(int node) {
        var own = InetAddress.ofLiteral("127.2." + node + ".1");
        return free(own, AGENT_PORT)
                .or(() -> free(InetAddress.ofLiteral("127.0.0.1"), 0))
                .orElseThrow(() -> new PodNetworkException("there is no free port on 127.0.0.1 for an agent"));
    }

    private static Optional<InetSocketAddress> free(InetAddress address, int port) {
        try (var socket = new ServerSocket(port, 1, address)) {
            return Optional.of((InetSocketAddress) socket.getLocalSocketAddress());
        } catch (IOException _) {
            return Optional.empty(); // taken, or no address of this machine
        }
    }

    @Override
    public NetworkPlan plan() {
        return plan;
    }

    @Override
    public NodePlace node(int node) {
        plan.checkNode(node);
        return new NodePlace(
                agents.get(node),
                List.of(),
                http(local(plan.kubePort())),
                local(plan.httpsPort()),
                http(local(plan.metadataPorts().get(node))),
                false);
    }

    @Override
    public synchronized PodPlace pod(int node, int pod) {
        plan.checkPod(node, pod);
        if (relays.isEmpty()) {
            throw new PodNetworkException("the pod network is closed");
        }
        var place = relays.get(node).get(pod).address();
        return new PodPlace(
                place.getAddress(),
                List.of(),
                Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", http(place).toString()),
                http(place),
                local(plan.httpsPort()));
    }

    @Override
    public <T> T inside(int node, int pod, Callable<T> action) {
        plan.checkPod(node, pod);
        try {
            return action.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PodNetworkException("failed in pod " + pod + " of node " + node + ": " + e, e);
        }
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private static URI http(InetSocketAddress address) {
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    @Override
    public synchronized void close() {
        relays.forEach(ofNode -> ofNode.forEach(Relay::close));
        relays.clear();
    }
}
