package io.podpass.agent;

import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may have what at one moment, worked out anew from all that the node has been told, in the plainest way: no index,
 * no cache, and nothing of the product's own rules.
 */
record Granted(Collection<Pod> pods, Collection<Assignment> assignments) {
    static Granted now(HistoryNode node) {
        return new Granted(
                Map.copyOf(node.pods().told()).values(),
                Map.copyOf(node.assignments().told()).values());
    }

    /** The one pod that has the address, if there is one that lives, and no other. */
    Optional<Pod> caller(String address) {
        var living = pods.stream()
                .filter(pod -> pod.ips().contains(address) && !pod.finished())
                .toList();
        return living.size() == 1 && !living.getFirst().hostNetwork()
                ? Optional.of(living.getFirst())
                : Optional.empty();
    }

    /** Client ids of the identities whose tokens the pod may have. */
    Set<String> clientIds(Pod pod) {
        return assignments.stream()
                .filter(assignment -> grants(assignment, pod))
                .map(assignment -> assignment.identity().clientId())
                .collect(Collectors.toSet());
    }

    private static boolean grants(Assignment assignment, Pod pod) {
        var label = pod.labels().get("aadpodidbinding");
        return label != null
                && assignment.pod().equals(pod.key())
                && assignment.node().equals(pod.node())
                && assignment.binding().selector().equals(label)
                && (assignment.state() == AssignmentState.ASSIGNED || assignment.state() == AssignmentState.LEGACY)
                && !assignment.deleting()
                && (!assignment.identity().namespaced()
                        || namespace(assignment.identity().key()).equals(namespace(pod.key())));
    }

    private static String namespace(ObjectKey key) {
        return key.namespace();
    }
}
