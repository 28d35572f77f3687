package io.podpass.cli;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which namespaces, interfaces, addresses and routes a pod network has, as lines for {@code ip -batch}. It calls
 * nothing.
 *
 * <p>The fabric is what a cloud puts around nodes: the network between them, the metadata service and a gateway. Each
 * node has an uplink into it and a bridge for its pods. Nothing is outside these namespaces, so whatever goes wrong
 * goes with them.
 */
record NamespaceTopology(NetworkPlan plan) {
    static final String GATEWAY = "10.240.0.1";
    static final String METADATA_SERVICE = "169.254.169.254";

    /** Azure keeps the first four addresses of a subnet to itself. */
    private static final int FIRST_NODE = 4;

    private static final int FIRST_POD = 10;
    private static final int NODE_NETWORK = 10 << 8 | 240;
    private static final int POD_NETWORK = 10 << 8 | 244;

    String fabric() {
        return "podpass-" + plan.id() + "-fabric";
    }

    String node(int node) {
        return "podpass-" + plan.id() + "-node" + node;
    }

    String pod(int node, int pod) {
        return node(node) + "-pod" + pod;
    }

    List<String> namespaces() {
        return Stream.concat(
                        Stream.of(fabric()),
                        nodes().boxed()
                                .flatMap(node -> Stream.concat(
                                        Stream.of(node(node)), pods(node).mapToObj(pod -> pod(node, pod)))))
                .toList();
    }

    String nodeAddress(int node) {
        return "10.240.0." + (FIRST_NODE + node);
    }

    String podAddress(int node, int pod) {
        return "10.244." + node + "." + (FIRST_POD + pod);
    }

    private static String podGateway(int node) {
        return "10.244." + node + ".1";
    }

    /** The node that has {@code caller} as its own address or as that of a pod. */
    OptionalInt nodeOf(InetAddress caller) {
        var address = caller.getAddress();
        if (address.length != 4) {
            return OptionalInt.empty();
        }
        var network = Byte.toUnsignedInt(address[0]) << 8 | Byte.toUnsignedInt(address[1]);
        var node = switch (network) {
            case NODE_NETWORK -> address[2] == 0 ? Byte.toUnsignedInt(address[3]) - FIRST_NODE : -1;
            case POD_NETWORK -> Byte.toUnsignedInt(address[2]);
            default -> -1;
        };
        return node >= 0 && node < plan.nodes() ? OptionalInt.of(node) : OptionalInt.empty();
    }

    /** For the machine's own namespace: the namespaces and the pairs of interfaces between them. */
    List<String> creation() {
        var lines = new ArrayList<String>();
        namespaces().forEach(name -> lines.add("netns add " + name));
        lines.add("link add br0 netns " + fabric() + " type bridge");
        nodes().forEach(node -> {
            lines.add(pair("node" + node, fabric(), node(node)));
            lines.add("link add cbr0 netns " + node(node) + " type bridge");
            pods(node).forEach(pod -> lines.add(pair("pod" + pod, node(node), pod(node, pod))));
        });
        return lines;
    }

    /** Each end is made where it belongs, so that none is ever in the machine's own namespace. */
    private static String pair(String port, String here, String there) {
        return "link add " + port + " netns " + here + " type veth peer name eth0 netns " + there;
    }

    /** For each namespace, by name. */
    Map<String, List<String>> settings() {
        var settings = new LinkedHashMap<String, List<String>>();
        settings.put(fabric(), fabricSettings());
        nodes().forEach(node -> {
            settings.put(node(node), nodeSettings(node));
            pods(node).forEach(pod -> settings.put(pod(node, pod), podSettings(node, pod)));
        });
        return settings;
    }

    private List<String> fabricSettings() {
        var lines = new ArrayList<String>();
        lines.add("link set lo up");
        lines.add("addr add " + METADATA_SERVICE + "/32 dev lo");
        lines.add("addr add " + GATEWAY + "/24 dev br0");
        lines.add("link set br0 up");
        nodes().forEach(node -> {
            lines.add("link set node" + node + " master br0 up");
            lines.add("route add 10.244." + node + ".0/24 via " + nodeAddress(node));
        });
        return lines;
    }

    private List<String> nodeSettings(int node) {
        var lines = new ArrayList<String>();
        lines.add("link set lo up");
        lines.add("addr add " + nodeAddress(node) + "/24 dev eth0");
        lines.add("link set eth0 up");
        lines.add("addr add " + podGateway(node) + "/24 dev cbr0");
        lines.add("link set cbr0 up");
        lines.add("route add default via " + GATEWAY);
        pods(node).forEach(pod -> lines.add("link set pod" + pod + " master cbr0 up"));
        return lines;
    }

    private List<String> podSettings(int node, int pod) {
        return List.of(
                "link set lo up",
                "addr add " + podAddress(node, pod) + "/24 dev eth0",
                "link set eth0 up",
                "route add default via " + podGateway(node));
    }

    private IntStream nodes() {
        return IntStream.range(0, plan.nodes());
    }

    private IntStream pods(int node) {
        return IntStream.range(0, plan.podsOfNodes().get(node));
    }
}
