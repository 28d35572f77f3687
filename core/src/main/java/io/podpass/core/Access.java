package io.podpass.core;

import io.podpass.core.Decision.Allowed;
import io.podpass.core.Decision.Pending;
import io.podpass.core.Decision.Reason;
import io.podpass.core.Decision.Refused;
import java.util.Collection;
import java.util.Comparator;

/**
 * The rule of who may get which token: one pod, the exceptions and assignments, one request. Pure; the agent gathers the
 * inputs.
 */
public final class Access {
    /** Heaviest binding first, then by namespace and name: the old system's choice among several was random. */
    private static final Comparator<Assignment> PREFERENCE = Comparator.comparingInt(
                    (Assignment assignment) -> assignment.binding().weight())
            .reversed()
            .thenComparing(assignment -> assignment.binding().key())
            .thenComparing(Assignment::key);

    private Access() {}

    /**
     * {@code exceptions} may hold those of other namespaces, {@code assignments} those of other pods and nodes; they
     * count for nothing.
     */
    public static Decision decide(
            Pod caller,
            Collection<ExceptionRule> exceptions,
            Collection<Assignment> assignments,
            RequestedIdentity requested,
            boolean namespacedMode) {
        if (caller.hostNetwork()) {
            return new Refused(Reason.HOST_NETWORK);
        }
        if (caller.finished()) {
            return new Refused(Reason.POD_FINISHED);
        }
        return Exceptions.decide(caller, exceptions, requested)
                .orElseGet(() -> byAssignment(caller, assignments, requested, namespacedMode));
    }

    private static Decision byAssignment(
            Pod caller, Collection<Assignment> assignments, RequestedIdentity requested, boolean namespacedMode) {
        if (caller.selector().isEmpty()) {
            return new Refused(Reason.NO_LABEL);
        }
        var own = assignments.stream()
                .filter(assignment -> assignment.pod().equals(caller.key()))
                .filter(assignment -> assignment.node().equals(caller.node()))
                // A label changed after the assignment was written takes effect at once, not when the controller gets
                // to it.
                .filter(assignment -> assignment.binding().selector().equals(caller.selector()))
                .filter(assignment -> !assignment.deleting())
                .toList();
        if (own.isEmpty()) {
            return new Pending(Reason.NO_ASSIGNMENT);
        }
        var named = own.stream().filter(requested::matches).toList();
        if (named.isEmpty()) {
            return new Pending(Reason.NOT_GRANTED);
        }
        var serving = named.stream()
                .filter(assignment ->
                        Matching.mayServe(assignment.identity(), caller.key().namespace(), namespacedMode))
                .toList();
        if (serving.isEmpty()) {
            return new Refused(Reason.OTHER_NAMESPACE);
        }
        return serving.stream()
                .filter(Assignment::usable)
                .min(PREFERENCE)
                .<Decision>map(Allowed::new)
                .orElseGet(() -> new Pending(Reason.NOT_ATTACHED_YET));
    }
}
