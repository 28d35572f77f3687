package io.podpass.cli;

import io.podpass.core.Binding;
import io.podpass.core.Host;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.Records.AssignmentVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code podpass status} judges.
 *
 * @param pods those with the label, of the namespaces asked for
 * @param hosts by name of the node; nodes that are no machine of Azure's are not in it
 */
record StatusReading(
        List<Labelled> pods,
        List<Binding> bindings,
        Map<ObjectKey, Verdict> identities,
        List<AssignmentVerdict> assignments,
        Map<String, Host> hosts,
        Optional<String> leader) {
    record Labelled(Pod pod, Instant created) {}
}
