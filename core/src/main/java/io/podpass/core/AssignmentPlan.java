package io.podpass.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What must change so that the assignments of one pod write down its grants. Building a plan calls nothing.
 *
 * @param create grants that no assignment records
 * @param update assignments whose identity, binding or node has changed, with the grant they must record now
 * @param delete assignments that no grant asks for
 */
public record AssignmentPlan(List<Grant> create, List<Update> update, List<Assignment> delete) {
    public record Update(Assignment from, Grant to) {}

    public AssignmentPlan {
        create = List.copyOf(create);
        update = List.copyOf(update);
        delete = List.copyOf(delete);
    }

    /**
     * Both are those of one pod; they are compared by identity, not by object name. Of two assignments of one identity
     * the first by namespace and name is kept, whatever their order: the same one at each look, or two looks in a row
     * would delete both. Assignments that are being deleted stay out of it: the grant is created again once the object is
     * gone.
     */
    public static AssignmentPlan between(Collection<Grant> grants, Collection<Assignment> existing) {
        var unclaimed = new LinkedHashMap<ObjectKey, Assignment>();
        var delete = new ArrayList<Assignment>();
        var leaving = new HashSet<ObjectKey>();
        for (var assignment :
                existing.stream().sorted(Comparator.comparing(Assignment::key)).toList()) {
            if (assignment.deleting()) {
                leaving.add(assignment.identity().key());
            } else if (unclaimed.putIfAbsent(assignment.identity().key(), assignment) != null) {
                delete.add(assignment);
            }
        }
        var create = new ArrayList<Grant>();
        var update = new ArrayList<Update>();
        for (var grant : grants) {
            var current = unclaimed.remove(grant.identity().key());
            if (current == null) {
                if (!leaving.contains(grant.identity().key())) {
                    create.add(grant);
                }
            } else if (!current.records(grant) || current.state() == AssignmentState.UNASSIGNED) {
                update.add(new Update(current, grant));
            }
        }
        delete.addAll(unclaimed.values());
        return new AssignmentPlan(create, update, delete);
    }

    public boolean isEmpty() {
        return create.isEmpty() && update.isEmpty() && delete.isEmpty();
    }
}
