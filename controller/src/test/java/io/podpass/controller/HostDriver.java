package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import io.podpass.kube.EventRecorder;
import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.Watches;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What one controller does with hosts, turn by turn and without a cluster: what is wanted on a host is told, and nothing
 * waits to be confirmed. All in the thread that calls it. The client is for nothing but to be there.
 */
final class HostDriver implements AutoCloseable {
    private final EventRecorder recorder;
    private final Confirmation confirmation;
    private final BindingEvents events;
    private final ControllerSettings settings;
    private final HostIdentityClient azure;
    private final HostRecords records;
    private final BooleanSupplier leads;
    private final ControllerMetrics metrics = new ControllerMetrics(() -> 0);
    private final SubscriptionBudget subscription = new SubscriptionBudget();
    private final Map<Host, HostMemory> memories = new HashMap<>();

    HostDriver(
            KubernetesClient nobody,
            HostIdentityClient azure,
            HostRecords records,
            Clock clock,
            BooleanSupplier leads) {
        this.azure = azure;
        this.records = records;
        this.leads = leads;
        this.settings = World.SETTINGS.withClock(clock);
        var cluster = Cluster.watchedBy(new Watches(nobody));
        this.recorder = new EventRecorder(nobody, clock, "test");
        this.events = new BindingEvents(cluster, recorder, new PodEvents(cluster, recorder, clock), new Problems());
        this.confirmation = new Confirmation(new AssignmentWriter(nobody, metrics), events, 1);
    }

    /** Returns when the next turn is due, as the queue of hosts would have it. */
    Instant turn(Host host, Set<ResourceId> wanted) throws InterruptedException {
        var next = take(host, wanted);
        var now = settings.clock().instant();
        return switch (next) {
            case Next.After(var delay) -> now.plus(delay);
            case Next.Retry _ -> now.plus(RETRY);
            case Next.Done _ -> Instant.MAX;
        };
    }

    private static final Duration RETRY = ControllerSettings.HOST_BACKOFF.first();

    private Next take(Host host, Set<ResourceId> wanted) throws InterruptedException {
        var memory = memories.computeIfAbsent(
                host, key -> new HostMemory(settings.hostBackoff(), new Ownership(key, records)));
        var demand = new HostDemand(wanted, List.of(), Set.of(), Set.of());
        try {
            return new HostTurn(
                            host, memory, demand, azure, confirmation, events, settings, subscription, leads, metrics)
                    .take();
        } catch (KubernetesClientException _) {
            return Next.RETRY;
        }
    }

    @Override
    public void close() {
        recorder.close();
    }
}
