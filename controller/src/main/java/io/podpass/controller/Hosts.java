package io.podpass.controller;

import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.KeyedQueue.Work;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Brings one host in line with the assignments on its nodes. What is asked for while a call is in flight goes into the
 * next one, all together.
 */
final class Hosts implements Work<Host> {
    private final Cluster cluster;
    private final HostIdentityClient client;
    private final Confirmation confirmation;
    private final BindingEvents events;
    private final ControllerSettings settings;
    private final ConcurrentMap<Host, HostMemory> memories = new ConcurrentHashMap<>();

    Hosts(
            Cluster cluster,
            HostIdentityClient client,
            Confirmation confirmation,
            BindingEvents events,
            ControllerSettings settings) {
        this.cluster = cluster;
        this.client = client;
        this.confirmation = confirmation;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public Next run(Host host) throws InterruptedException {
        var memory = memories.computeIfAbsent(host, _ -> new HostMemory(settings.hostBackoff()));
        var demand = HostDemand.of(cluster.assignmentsOnHost(host), cluster::read, settings);
        var next = new HostTurn(host, memory, demand, client, confirmation, events, settings).take();
        if (next.equals(Next.DONE) && memory.ours().isEmpty()) {
            memories.remove(host);
        }
        return next;
    }
}
