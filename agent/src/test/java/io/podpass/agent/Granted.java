package io.podpass.agent;

import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.ExceptionRule;
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
record Granted(Collection<Pod> pods, Collection<Assignment> assignments, Collection<ExceptionRule> exceptions) {
    /** Stands before the ids of the host's tokens, which excepted pods get. */
    static final String HOST = "host:";

    static Granted now(HistoryNode node) {
        return new Granted(
                Map.copyOf(node.pods().told()).values(),
                Map.copyOf(node.assignments().told()).values(),
                Map.copyOf(node.exceptions().told()).values());
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

    /** Whose tokens the pod may have when it names that client id, or none. */
    Set<String> tokens(Pod pod, Optional<String> named) {
        var covering = exceptions.stream().filter(rule -> covers(rule, pod)).toList();
        if (covering.isEmpty()) {
            var clientIds = clientIds(pod);
            return named.map(id -> clientIds.contains(id) ? Set.of(id) : Set.<String>of())
                    .orElse(clientIds);
        }
        var opened = covering.stream()
                .anyMatch(rule -> rule.clientIds().isEmpty()
                        || named.filter(rule.clientIds().get()::contains).isPresent());
        return opened ? Set.of(HOST + named.orElse("own")) : Set.of();
    }

    private static boolean covers(ExceptionRule rule, Pod pod) {
        for (var label : rule.labels().entrySet()) {
            for (var own : pod.labels().entrySet()) {
                if (own.getKey().equals(label.getKey()) && own.getValue().equalsIgnoreCase(label.getValue())) {
                    return namespace(rule.key()).equals(namespace(pod.key()));
                }
            }
        }
        return false;
    }

    /** Client ids of the identities whose tokens the pod may have. */
    private Set<String> clientIds(Pod pod) {
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
