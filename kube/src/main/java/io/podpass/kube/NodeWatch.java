package io.podpass.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Assignment;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.time.Duration;
import java.util.List;

/**
 * The pods of one node and their assignments, kept current by two watches that the API server narrows down to that node.
 * Look-ups ask nothing. Safe for use by many threads.
 */
public final class NodeWatch implements AutoCloseable {
    private final Watches watches;
    private final Watched<io.fabric8.kubernetes.api.model.Pod> pods;
    private final Watched<AzureAssignedIdentity> assignments;

    private NodeWatch(KubernetesClient client, String node) {
        this.watches = new Watches(client);
        this.pods = watches.podsOfNode(node);
        this.assignments = watches.assignmentsOfNode(node);
    }

    /**
     * Starts reading and returns at once. {@code changed} is called after every change, which look-ups then show, and
     * once more when everything has been read; it must be quick.
     */
    public static NodeWatch start(KubernetesClient client, String node, Runnable changed) {
        var watch = new NodeWatch(client, node);
        watch.pods.onChange(_ -> changed.run());
        watch.assignments.onChange(_ -> changed.run());
        watch.watches.start();
        watch.watches.onSynced(changed);
        return watch;
    }

    public boolean synced() {
        return watches.synced();
    }

    /** Returns once pods and assignments were read; throws {@link KubeException} naming what could not be, and why. */
    public void awaitSynced(Duration limit) throws InterruptedException {
        watches.awaitSynced(limit);
    }

    /** Every pod of the node with that address, finished ones and those on the host network included. */
    public List<Pod> podsByAddress(String address) {
        return pods.by(Index.PODS_BY_ADDRESS, address).stream()
                .map(Records::pod)
                .toList();
    }

    /** Those that can be read; a broken one gives no token, so it is left out. */
    public List<Assignment> assignmentsOf(ObjectKey pod) {
        return assignments.by(Index.ASSIGNMENTS_BY_POD, Index.value(pod)).stream()
                .flatMap(object -> Records.assignment(object).readable().stream())
                .toList();
    }

    @Override
    public void close() {
        watches.close();
    }
}
