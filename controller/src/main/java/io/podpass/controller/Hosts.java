package io.podpass.controller;

import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.KeyedQueue.Work;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Brings one host in line with the assignments on its nodes. What is asked for while a call is in flight goes into the
 * next one, all together.
 */
final class Hosts implements Work<Host> {
    private final Demands demands;
    private final HostIdentityClient client;
    private final Confirmation confirmation;
    private final BindingEvents events;
    private final ControllerSettings settings;
    private final HostRecords records;
    private final BooleanSupplier leads;
    private final ControllerMetrics metrics;
    private final ConcurrentMap<String, SubscriptionBudget> subscriptions = new ConcurrentHashMap<>();
    private final ConcurrentMap<Host, HostMemory> memories = new ConcurrentHashMap<>();
    /** How many identities the last turn left out since Azure refuses them. */
    private final ConcurrentMap<Host, Integer> leftOut = new ConcurrentHashMap<>();

    Hosts(
            Demands demands,
            HostIdentityClient client,
            Confirmation confirmation,
            BindingEvents events,
            HostRecords records,
            ControllerSettings settings,
            BooleanSupplier leads,
            ControllerMetrics metrics) {
        this.metrics = metrics;
        this.records = records;
        this.leads = leads;
        this.demands = demands;
        this.client = client;
        this.confirmation = confirmation;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public Next run(Host host) throws InterruptedException {
        var memory = memories.computeIfAbsent(
                host, key -> new HostMemory(settings.hostBackoff(), new Ownership(key, records)));
        var demand = demands.of(host);
        var subscription = subscriptions.computeIfAbsent(host.id().subscription(), _ -> new SubscriptionBudget());
        var start = metrics.now();
        var turn = new HostTurn(
                host, memory, demand, client, confirmation, events, settings, subscription, leads, metrics);
        var next = turn.take();
        if (turn.busy()) {
            metrics.cycle(start);
        }
        var now = settings.clock().instant();
        leftOut.put(host, memory.refusedAt(now).size());
        if (next.equals(Next.DONE) && memory.forgettable(now)) {
            memories.remove(host);
            leftOut.remove(host);
        }
        return next;
    }

    /** How many changes each host may be sent at once, by the host's id. */
    Map<String, Double> changesLeft() {
        var now = settings.clock().instant();
        return memories.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id().value(), entry ->
                        (double) entry.getValue().budget().left(now)));
    }

    /** How many identities each host goes without since Azure refuses them, by the host's id. */
    Map<String, Double> leftOut() {
        return leftOut.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id().value(), entry -> (double) entry.getValue()));
    }
}
