package io.podpass.core;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One PATCH of a host's identity.
 *
 * @param systemAssigned whether the host has an identity of its own; it is kept by every patch
 * @param userAssignedAfter whether any user-assigned identity remains afterwards
 */
public record IdentityPatch(
        boolean systemAssigned, boolean userAssignedAfter, SortedSet<ResourceId> attach, SortedSet<ResourceId> detach) {
    public IdentityPatch {
        attach = Collections.unmodifiableSortedSet(new TreeSet<>(attach));
        detach = Collections.unmodifiableSortedSet(new TreeSet<>(detach));
    }

    /**
     * {@code identity.type} of the request body. Dropping {@code SystemAssigned} from it would delete the host's own
     * identity for good (spec azure-platform §3.5), and a map of removals that leaves nothing behind is not accepted
     * under a type that includes {@code UserAssigned}, so that request carries the type alone.
     */
    public String type() {
        if (!userAssignedAfter) {
            return systemAssigned ? "SystemAssigned" : "None";
        }
        return systemAssigned ? "SystemAssigned, UserAssigned" : "UserAssigned";
    }
}
