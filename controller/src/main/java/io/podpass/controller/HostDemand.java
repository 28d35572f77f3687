package io.podpass.controller;

import io.podpass.core.Assignment;
import io.podpass.core.AssignmentState;
import io.podpass.core.CredentialMode;
import io.podpass.core.ResourceId;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.Records.AssignmentVerdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What the assignments on one host ask for.
 *
 * @param wanted identities that must be on the host
 * @param waiting assignments that become usable once theirs is
 * @param assigned identities that an assignment says are on the host
 * @param kept identities that must never be taken off
 */
record HostDemand(Set<ResourceId> wanted, List<Waiting> waiting, Set<ResourceId> assigned, Set<ResourceId> kept) {
    record Waiting(Assignment assignment, ResourceId id, AzureAssignedIdentity object) {}

    static HostDemand of(
            Collection<AzureAssignedIdentity> objects,
            Function<AzureAssignedIdentity, AssignmentVerdict> read,
            ControllerSettings settings) {
        var wanted = new HashSet<ResourceId>();
        var waiting = new ArrayList<Waiting>();
        var assigned = new HashSet<ResourceId>();
        var kept = new HashSet<ResourceId>();
        for (var object : objects) {
            var assignment = read.apply(object).readable();
            var id = assignment.flatMap(readable -> readable.identity().resourceId());
            if (assignment.isEmpty() || id.isEmpty()) {
                continue;
            }
            if (assignment.get().state().usable() && assignment.get().identity().mode() == CredentialMode.ATTACHED) {
                assigned.add(id.get());
            }
            if (settings.neverDetaches(assignment.get().identity().clientId())) {
                kept.add(id.get());
            }
            if (asksForIt(assignment.get())) {
                wanted.add(id.get());
                if (assignment.get().state() == AssignmentState.CREATED) {
                    waiting.add(new Waiting(assignment.get(), id.get(), object));
                }
            }
        }
        return new HostDemand(wanted, waiting, assigned, kept);
    }

    /** Those of several nodes of one host. */
    static HostDemand together(Collection<HostDemand> nodes) {
        var wanted = new HashSet<ResourceId>();
        var waiting = new ArrayList<Waiting>();
        var assigned = new HashSet<ResourceId>();
        var kept = new HashSet<ResourceId>();
        for (var node : nodes) {
            wanted.addAll(node.wanted());
            waiting.addAll(node.waiting());
            assigned.addAll(node.assigned());
            kept.addAll(node.kept());
        }
        return new HostDemand(wanted, waiting, assigned, kept);
    }

    private static boolean asksForIt(Assignment assignment) {
        return assignment.identity().mode() == CredentialMode.ATTACHED
                && !assignment.deleting()
                && assignment.state() != AssignmentState.UNASSIGNED;
    }
}
