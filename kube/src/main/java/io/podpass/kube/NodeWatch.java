package io.podpass.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Assignment;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pods of one node, their assignments and all exceptions, kept current by watches. Look-ups ask nothing. Safe for use
 * by many threads.
 */
public final class NodeWatch implements AutoCloseable {
    private final Watches watches;
    private final Watched<WatchedPod> pods;
    private final Readings<WatchedPod, Pod> podReadings;
    private final Watched<AzurePodIdentityException> exceptions;
    private final Readings<AzurePodIdentityException, ExceptionRule> exceptionReadings;
    private final AssignmentSource assignments;

    private NodeWatch(Watches watches, String node, AssignmentSource assignments, NodeListener listener) {
        this.watches = watches;
        this.pods = watches.podsOfNode(node);
        this.podReadings = new Readings<>(pods, Records::pod);
        this.exceptions = watches.exceptions();
        this.exceptionReadings = new Readings<>(exceptions, Records::exception);
        this.assignments = assignments;
        pods.onChange(change -> listener.podChanged(
                change.both().flatMap(pod -> Records.addresses(pod).stream()).collect(Collectors.toSet())));
        exceptions.onChange(change -> listener.namespaceChanged(change.namespace()));
        watches.start();
        watches.onSynced(listener::synced);
    }

    /**
     * With the assignments that the controller writes. Starts reading and returns at once. The listener is called after
     * every change, which look-ups then show.
     */
    public static NodeWatch start(KubernetesClient client, String node, NodeListener listener) {
        var watches = new Watches(client);
        return new NodeWatch(watches, node, AssignmentSource.written(watches, node, listener), listener);
    }

    /**
     * As {@link #start} for managed mode: no controller writes assignments, they follow from bindings and identities of
     * a pod's own namespace.
     */
    public static NodeWatch startManaged(KubernetesClient client, String node, NodeListener listener) {
        var watches = new Watches(client);
        return new NodeWatch(watches, node, AssignmentSource.derived(watches, listener), listener);
    }

    public boolean synced() {
        return watches.synced();
    }

    /** Why changes are not being told at this moment, what to do, in one line; empty while they are. */
    public Optional<String> interruption() {
        return watches.interruption();
    }

    /** Returns once everything was read; throws {@link KubeException} naming what could not be, and why. */
    public void awaitSynced(Duration limit) throws InterruptedException {
        watches.awaitSynced(limit);
    }

    /**
     * Every pod of the node with that address (in the form of {@link IpAddresses}), finished ones and those on the host
     * network included.
     */
    public List<Pod> podsByAddress(String address) {
        return pods.by(Index.PODS_BY_ADDRESS, address).stream()
                .map(podReadings::of)
                .toList();
    }

    /** Empty when the node has no such pod. */
    public Optional<Pod> pod(ObjectKey key) {
        return pods.get(key).map(podReadings::of);
    }

    /** Those that are being deleted open nothing any more. */
    public List<ExceptionRule> exceptionsIn(String namespace) {
        return exceptions.by(Index.EXCEPTIONS_BY_NAMESPACE, namespace).stream()
                .filter(exception -> !Records.deleting(exception))
                .map(exceptionReadings::of)
                .toList();
    }

    /** Those that can be read; a broken one gives no token, so it is left out. */
    public List<Assignment> assignmentsOf(Pod pod) {
        return assignments.of(pod);
    }

    /** Every identity that some pod of the node may be granted. */
    public Set<Identity> identities() {
        return assignments.identities();
    }

    @Override
    public void close() {
        watches.close();
    }
}
