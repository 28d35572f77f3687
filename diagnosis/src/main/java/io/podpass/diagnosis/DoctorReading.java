package io.podpass.diagnosis;

import io.podpass.core.ExceptionRule;
import io.podpass.core.Host;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.ResourceId;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a cluster and its Azure say of themselves, read once. Whatever could not be read leaves the rest to be judged. */
record DoctorReading(
        Part<List<Definition>> definitions,
        Part<Optional<String>> leader,
        Part<List<PodSeen>> pods,
        Part<Map<String, Optional<Host>>> nodes,
        Part<List<Verdict>> identities,
        Part<List<AssignmentVerdict>> assignments,
        Part<List<ExceptionRule>> exceptions,
        Part<List<EgressPolicy>> policies,
        Part<List<Workload>> workloads,
        Part<AzureReading> azure) {
    /**
     * A definition of ours as it is installed.
     *
     * @param served whether our version of it is
     * @param columns what {@code kubectl get} shows
     */
    record Definition(String plural, boolean served, Set<String> columns) {
        Definition {
            columns = Set.copyOf(columns);
        }
    }

    /**
     * A pod, and what only a doctor wants to know of it.
     *
     * @param agent present if it is one of an agent
     * @param keepsNetRaw whether a container of it may send packets of any form
     */
    record PodSeen(Pod pod, Optional<AgentPod> agent, boolean keepsNetRaw) {
        /** Whether a binding can give it an identity. */
        boolean wantsIdentity() {
            return !pod.selector().isEmpty() && !pod.finished() && !pod.hostNetwork();
        }
    }

    /** Something that runs pods, a pod of its own included. */
    record Workload(String kind, ObjectKey key, List<String> images) {
        Workload {
            images = List.copyOf(images);
        }
    }

    /**
     * Azure's side.
     *
     * @param attached user-assigned identities of each host; the object id is empty for one that was deleted, and maybe made
     *     anew under its name
     * @param networkPlugin empty when the cluster at ARM is not known
     */
    record AzureReading(
            Part<ClusterFacts> facts,
            Part<List<RoleState>> roles,
            Map<Host, Part<Map<ResourceId, Optional<String>>>> attached,
            Optional<String> networkPlugin) {
        AzureReading {
            attached = Map.copyOf(attached);
        }
    }
}
