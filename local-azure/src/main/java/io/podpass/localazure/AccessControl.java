package io.podpass.localazure;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Who may do what. Looks at the object id only: a role given to a client id gives nothing (spec azure-platform §4.2).
 * Thread safe.
 */
final class AccessControl {
    private final Map<String, RoleAssignment> assignments = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration delay;

    /** @param delay from the making of an assignment to its effect */
    AccessControl(Clock clock, Duration delay) {
        this.clock = clock;
        this.delay = delay;
    }

    boolean allows(Caller caller, String action, ResourceId scope) {
        return grants(caller, scope, permissions -> permissions.allow(action));
    }

    boolean allowsData(Caller caller, String action, ResourceId scope) {
        return grants(caller, scope, permissions -> permissions.allowData(action));
    }

    Collection<RoleAssignment> assignments() {
        return assignments.values();
    }

    Optional<RoleAssignment> find(ResourceId id) {
        return Optional.ofNullable(assignments.get(id.key()));
    }

    void put(RoleAssignment assignment) {
        assignments.put(assignment.id().key(), assignment);
    }

    void remove(ResourceId id) {
        assignments.remove(id.key());
    }

    /** Deleting a resource takes the assignments on it along; deleting a principal leaves its own (§3.6). */
    void removeUnder(ResourceId scope) {
        assignments.values().removeIf(assignment -> scope.covers(assignment.scope()));
    }

    private boolean grants(Caller caller, ResourceId scope, Predicate<Permissions> permit) {
        return assignments.values().stream()
                .filter(assignment -> assignment.principalId().equalsIgnoreCase(caller.objectId()))
                .filter(assignment -> assignment.scope().covers(scope))
                .filter(assignment -> !assignment.createdOn().plus(delay).isAfter(clock.instant()))
                .anyMatch(assignment -> permit.test(assignment.role().permissions()));
    }
}
