package io.podpass.cli;

import java.util.List;

/**
 * What a pod network is to hold.
 *
 * @param id sets one demo on this machine apart from others: lower-case letters and digits, 1 to 12
 * @param podsOfNodes how many pods each node has, the first node first
 * @param kubePort of the Kubernetes API on 127.0.0.1, plain HTTP
 * @param httpsPort of everything of Azure's that speaks HTTPS, on 127.0.0.1
 * @param metadataPorts of each node's metadata service on 127.0.0.1, the first node's first
 */
public record NetworkPlan(
        PodNetworkKind kind,
        String id,
        List<Integer> podsOfNodes,
        int kubePort,
        int httpsPort,
        List<Integer> metadataPorts) {
    /** Nodes and pods are numbered by one byte of their addresses, with room for gateways. */
    static final int MOST_NODES = 200;

    static final int MOST_PODS_OF_A_NODE = 200;

    public NetworkPlan {
        podsOfNodes = List.copyOf(podsOfNodes);
        metadataPorts = List.copyOf(metadataPorts);
        if (!id.matches("[a-z0-9]{1,12}")) {
            throw new IllegalArgumentException("id must be 1 to 12 lower-case letters and digits, was " + id);
        }
        if (podsOfNodes.isEmpty() || podsOfNodes.size() > MOST_NODES) {
            throw new IllegalArgumentException(
                    "there must be 1 to " + MOST_NODES + " nodes, were " + podsOfNodes.size());
        }
        if (podsOfNodes.stream().anyMatch(pods -> pods < 0 || pods > MOST_PODS_OF_A_NODE)) {
            throw new IllegalArgumentException(
                    "a node must have 0 to " + MOST_PODS_OF_A_NODE + " pods, was " + podsOfNodes);
        }
        if (metadataPorts.size() != podsOfNodes.size()) {
            throw new IllegalArgumentException("each of " + podsOfNodes.size()
                    + " nodes needs a metadata service, there are " + metadataPorts.size());
        }
    }

    int nodes() {
        return podsOfNodes.size();
    }

    void checkNode(int node) {
        if (node < 0 || node >= nodes()) {
            throw new IllegalArgumentException("there is no node " + node + ": nodes are 0 to " + (nodes() - 1));
        }
    }

    void checkPod(int node, int pod) {
        checkNode(node);
        if (pod < 0 || pod >= podsOfNodes.get(node)) {
            throw new IllegalArgumentException(
                    "there is no pod " + pod + " on node " + node + ": it has " + podsOfNodes.get(node));
        }
    }
}
