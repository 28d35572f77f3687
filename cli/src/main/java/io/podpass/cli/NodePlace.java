package io.podpass.cli;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * How a node looks from a process on it.
 *
 * @param agent where the node's agent has to listen
 * @param commandPrefix what comes before a command to start it on this node; may be empty
 * @param kubeApi the Kubernetes API
 * @param https everything of Azure's that speaks HTTPS: what its names have to resolve to, and the port for URLs
 * @param imds the node's metadata service
 * @param redirect whether the agent has to redirect pods' calls of 169.254.169.254 to itself; if not, pods are told
 *     where it is by their environment
 */
public record NodePlace(
        InetSocketAddress agent,
        List<String> commandPrefix,
        URI kubeApi,
        InetSocketAddress https,
        URI imds,
        boolean redirect) {
    public NodePlace {
        commandPrefix = List.copyOf(commandPrefix);
    }
}
