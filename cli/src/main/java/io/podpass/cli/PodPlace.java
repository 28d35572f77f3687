package io.podpass.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * How a pod looks from its process.
 *
 * @param ip the pod's own address, from which the agent sees its calls come
 * @param commandPrefix what comes before a command to start it in this pod; may be empty
 * @param environment what the process needs to find its metadata service; empty where that is at the usual address
 * @param imds where the pod reaches a metadata service, by which the agent is meant to stand
 * @param https everything of Azure's that speaks HTTPS: what its names have to resolve to, and the port for URLs
 */
public record PodPlace(
        InetAddress ip,
        List<String> commandPrefix,
        Map<String, String> environment,
        URI imds,
        InetSocketAddress https) {
    public PodPlace {
        commandPrefix = List.copyOf(commandPrefix);
        environment = Map.copyOf(environment);
    }
}
