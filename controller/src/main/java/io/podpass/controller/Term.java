package io.podpass.controller;

import io.podpass.azure.HostIdentityClient;
import io.podpass.core.Host;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Index;
import io.podpass.kube.KeyedQueue;
import io.podpass.kube.Records;
import io.podpass.kube.Timer;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The time in which this controller is the one that acts. */
final class Term implements AutoCloseable {
    private final Cluster cluster;
    private final Demands demands;
    private final Assignments assignments;
    private final KeyedQueue<ObjectKey> pods;
    private final KeyedQueue<Host> hosts;
    private final Hosts hostWork;
    private final Resync resync;
    private final Statuses statuses;
    private volatile boolean over;

    Term(
            Cluster cluster,
            AssignmentWriter writer,
            BindingEvents events,
            PodEvents podEvents,
            Statuses statuses,
            HostIdentityClient client,
            HostRecords records,
            ControllerSettings settings,
            BooleanSupplier leads,
            Timer timer,
            ControllerMetrics metrics) {
        this.cluster = cluster;
        this.statuses = statuses;
        this.demands = new Demands(cluster, settings);
        this.assignments = new Assignments(
                cluster,
                writer,
                events,
                podEvents,
                new FinishedPods(settings.upkeep().finishedGrace(), settings.clock()),
                settings.forceNamespaced());
        this.pods = new KeyedQueue<>("pods", settings.podWorkers(), settings.podBackoff(), timer, assignments);
        var confirmation = new Confirmation(writer, events, settings.podWorkers());
        this.hostWork = new Hosts(
                demands, client, confirmation, events, records, settings, () -> !over && leads.getAsBoolean(), metrics);
        this.hosts = new KeyedQueue<>("hosts", settings.hostWorkers(), settings.hostBackoff(), timer, hostWork);
        this.resync =
                new Resync(cluster, assignments, pods, hosts, settings.upkeep().resync(), timer);
    }

    /** Asks for everything once: what happened before this term is not known. */
    void begin() {
        cluster.pods().all().forEach(pod -> pod(Records.key(pod)));
        cluster.assignments().all().forEach(this::assignment);
        cluster.identities().all().forEach(identity -> shown(Subject.identity(Records.key(identity))));
        cluster.bindings().all().forEach(binding -> shown(Subject.binding(Records.key(binding))));
        // Hosts without assignments, too: their records may hold what is to come off.
        cluster.nodes().all().stream()
                .flatMap(node -> cluster.host(node).stream())
                .forEach(this::host);
        resync.schedule();
    }

    void pod(ObjectKey key) {
        pods.add(key);
    }

    void podsWithSelector(AzureIdentityBinding binding) {
        podsOf(Stream.of(binding));
    }

    void podsWithIdentity(ObjectKey identity) {
        podsOf(cluster.bindings().by(Index.BINDINGS_BY_IDENTITY, Index.value(identity)).stream());
    }

    private void podsOf(Stream<AzureIdentityBinding> bindings) {
        bindings.map(binding -> cluster.read(binding).selector())
                .distinct()
                .flatMap(selector -> cluster.pods().by(Index.PODS_BY_SELECTOR, selector).stream())
                .map(Records::key)
                .forEach(this::pod);
    }

    /** Before anything is asked for because of it. */
    void assignmentsChanged(String node) {
        demands.changed(node);
    }

    void assignment(AzureAssignedIdentity assignment) {
        pods.add(Records.podOf(assignment));
        cluster.host(Records.nodeOf(assignment)).ifPresent(hosts::add);
    }

    /** What the object's condition says may be out of date. */
    void shown(Subject subject) {
        statuses.changed(subject);
    }

    void host(Host host) {
        hosts.add(host);
    }

    /** A pod's assignments ask for its node; whether that is a machine of Azure's is known only now. */
    void podsOfNode(String node) {
        cluster.assignments().by(Index.ASSIGNMENTS_BY_NODE, node).forEach(this::assignment);
    }

    /** How many keys of each queue wait for their turn. */
    Map<String, Double> waiting() {
        return Map.of(
                "pods", (double) pods.waiting(),
                "hosts", (double) hosts.waiting(),
                "statuses", (double) statuses.waiting());
    }

    Hosts hosts() {
        return hostWork;
    }

    @Override
    public void close() {
        // First of all: what runs on must change no host any more.
        over = true;
        resync.close();
        pods.close();
        hosts.close();
        statuses.close();
    }
}
