package io.podpass.controller;

import io.podpass.core.Host;
import io.podpass.kube.Index;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What assignments ask of hosts, gathered node by node and kept until one of the node's assignments changes: a pod that
 * comes to a host of a thousand pods has those of its own node gone through. Safe for use by many threads.
 */
final class Demands {
    private final Cluster cluster;
    private final ControllerSettings settings;
    private final ConcurrentMap<String, HostDemand> byNode = new ConcurrentHashMap<>();

    Demands(Cluster cluster, ControllerSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /** To be told of each change of an assignment of the node, after it can be looked up and before a host is worked on. */
    void changed(String node) {
        // Waits for whoever is gathering, and may not have seen it.
        byNode.remove(node);
    }

    HostDemand of(Host host) {
        return HostDemand.together(cluster.nodes().by(Index.NODES_BY_HOST, Index.value(host)).stream()
                .map(node -> byNode.computeIfAbsent(node.getMetadata().getName(), this::gather))
                .toList());
    }

    private HostDemand gather(String node) {
        return HostDemand.of(cluster.assignments().by(Index.ASSIGNMENTS_BY_NODE, node), cluster::read, settings);
    }
}
