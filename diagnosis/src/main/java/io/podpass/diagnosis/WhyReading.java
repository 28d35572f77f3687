package io.podpass.diagnosis;

import io.podpass.core.Binding;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Host;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the cluster says of one pod and all that its token hangs on.
 *
 * @param exceptions those of the pod's namespace
 * @param notReady what the condition {@code Ready} of identities and bindings says where it is false
 * @param host empty when the pod's node is no machine of Azure's
 * @param agents on the pod's node
 * @param leader empty when nobody leads
 */
record WhyReading(
        Pod pod,
        List<ExceptionRule> exceptions,
        List<Binding> bindings,
        Map<ObjectKey, Verdict> identities,
        List<AssignmentVerdict> assignments,
        Map<NamedObject, String> notReady,
        Part<Optional<Host>> host,
        Part<List<AgentPod>> agents,
        Part<Optional<String>> leader) {
    enum Kind {
        IDENTITY,
        BINDING
    }

    record NamedObject(Kind kind, ObjectKey key) {}
}
