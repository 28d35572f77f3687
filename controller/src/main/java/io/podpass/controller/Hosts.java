package io.podpass.controller;

import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.KeyedQueue.Work;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

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
    private final ConcurrentMap<String, SubscriptionBudget> subscriptions = new ConcurrentHashMap<>();
    private final ConcurrentMap<Host, HostMemory> memories = new ConcurrentHashMap<>();

    Hosts(
            Demands demands,
            HostIdentityClient client,
            Confirmation confirmation,
            BindingEvents events,
            HostRecords records,
            ControllerSettings settings,
            BooleanSupplier leads) {
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
        var next =
                new HostTurn(host, memory, demand, client, confirmation, events, settings, subscription, leads).take();
        if (next.equals(Next.DONE) && memory.forgettable(settings.clock().instant())) {
            memories.remove(host);
        }
        return next;
    }
}
