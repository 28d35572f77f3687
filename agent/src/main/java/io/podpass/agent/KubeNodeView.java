package io.podpass.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Assignment;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.KubeException;
import io.podpass.kube.NodeWatch;
import io.podpass.kube.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The node as the API server tells of it. */
final class KubeNodeView implements NodeView {
    private final NodeWatch watch;
    private final Changes changes;
    private final Secrets secrets;
    private final Clock clock;
    private final WatchMonitor monitor;

    private KubeNodeView(NodeWatch watch, Changes changes, Secrets secrets, Clock clock) {
        this.watch = watch;
        this.changes = changes;
        this.secrets = secrets;
        this.clock = clock;
        this.monitor = new WatchMonitor(watch::synced, watch::interruption, clock).start();
    }

    static KubeNodeView start(KubernetesClient client, String node, OperationMode mode, Clock clock) {
        var changes = new Changes(clock);
        return new KubeNodeView(
                switch (mode) {
                    case STANDARD -> NodeWatch.start(client, node, changes);
                    case MANAGED -> NodeWatch.startManaged(client, node, changes);
                },
                changes,
                Secrets.of(client),
                clock);
    }

    @Override
    public boolean synced() {
        return watch.synced() && !monitor.state().outdated(clock.instant());
    }

    @Override
    public WatchState watch() {
        monitor.look();
        return monitor.state();
    }

    @Override
    public void awaitSynced(Duration limit) throws InterruptedException {
        try {
            watch.awaitSynced(limit);
        } catch (KubeException e) {
            throw new AgentException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Collection<Pod> podsByAddress(String address) {
        return watch.podsByAddress(address);
    }

    @Override
    public Optional<Pod> pod(ObjectKey key) {
        return synced() ? watch.pod(key) : Optional.empty();
    }

    @Override
    public Collection<ExceptionRule> exceptionsIn(String namespace) {
        return watch.exceptionsIn(namespace);
    }

    @Override
    public Collection<Assignment> assignmentsOf(Pod pod) {
        return watch.assignmentsOf(pod);
    }

    @Override
    public Set<Identity> identities() {
        return watch.identities();
    }

    @Override
    public Subscription changesAt(String address) {
        return changes.at(address);
    }

    @Override
    public Subscription changesOf(Pod pod) {
        return changes.of(pod);
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public void endWaits() {
        changes.end();
    }

    @Override
    public void close() {
        monitor.close();
        watch.close();
    }
}
