package io.podpass.controller;

import io.fabric8.kubernetes.api.model.Node;
import io.podpass.core.Binding;
import io.podpass.core.Grant;
import io.podpass.core.Host;
import io.podpass.core.Identity;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.Matching;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Index;
import io.podpass.kube.Readings;
import io.podpass.kube.Records;
import io.podpass.kube.Records.AssignmentVerdict;
import io.podpass.kube.Watched;
import io.podpass.kube.WatchedPod;
import io.podpass.kube.Watches;
import java.util.List;
import java.util.Optional;

/** What the controller knows of the cluster. Look-ups only. */
record Cluster(
        Watched<WatchedPod> pods,
        Watched<AzureIdentityBinding> bindings,
        Watched<AzureIdentity> identities,
        Watched<AzureAssignedIdentity> assignments,
        Watched<Node> nodes,
        Read read) {
    /** What was made of the objects, once for each. */
    private record Read(
            Readings<AzureIdentityBinding, Binding> bindings,
            Readings<AzureIdentity, Verdict> identities,
            Readings<AzureAssignedIdentity, AssignmentVerdict> assignments,
            Readings<Node, Optional<Host>> nodes) {}

    static Cluster watchedBy(Watches watches) {
        var bindings = watches.bindings();
        var identities = watches.identities();
        var assignments = watches.assignments();
        var nodes = watches.nodes();
        return new Cluster(
                watches.labelledPods(),
                bindings,
                identities,
                assignments,
                nodes,
                new Read(
                        new Readings<>(bindings, Records::binding),
                        new Readings<>(identities, Records::identity),
                        new Readings<>(assignments, Records::assignment),
                        new Readings<>(nodes, Records::host)));
    }

    /** None for a pod that does not exist. */
    List<Grant> grants(ObjectKey podKey, boolean forceNamespaced) {
        return matches(podKey, forceNamespaced).stream()
                .flatMap(match -> match.grant().stream())
                .toList();
    }

    /** Every binding that has the pod's label; none for a pod that does not exist. */
    List<Matching.Match> matches(ObjectKey podKey, boolean forceNamespaced) {
        return pods.get(podKey)
                .map(Records::pod)
                .map(pod -> Matching.matches(pod, bindings(pod.selector()), this::identity, forceNamespaced))
                .orElse(List.of());
    }

    private List<Binding> bindings(String selector) {
        return bindings.by(Index.BINDINGS_BY_SELECTOR, selector).stream()
                .map(this::read)
                .toList();
    }

    private Optional<Identity> identity(ObjectKey key) {
        return identities
                .get(key)
                .map(this::read)
                .flatMap(verdict ->
                        verdict instanceof Verdict.Usable usable ? Optional.of(usable.identity()) : Optional.empty());
    }

    List<AzureAssignedIdentity> assignmentsOfPod(ObjectKey pod) {
        return assignments.by(Index.ASSIGNMENTS_BY_POD, Index.value(pod));
    }

    /** The object must be one of {@link #bindings}. Read once, however often it is asked for; so are the others. */
    Binding read(AzureIdentityBinding object) {
        return read.bindings().of(object);
    }

    Verdict read(AzureIdentity object) {
        return read.identities().of(object);
    }

    AssignmentVerdict read(AzureAssignedIdentity object) {
        return read.assignments().of(object);
    }

    /** Empty for a node that is no machine of Azure's. */
    Optional<Host> host(Node node) {
        return read.nodes().of(node);
    }

    Optional<Host> host(String node) {
        return nodes.get(node).flatMap(this::host);
    }
}
