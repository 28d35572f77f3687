package io.podpass.core;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One PATCH of a host's identity.
 *
 * @param systemAssigned whether the host has an identity of its own; it is kept by every patch
 * @param userAssignedAfter whether user-assigned identities are named one by one and others stay; otherwise all go
 */
public record IdentityPatch(
        boolean systemAssigned, boolean userAssignedAfter, SortedSet<ResourceId> attach, SortedSet<ResourceId> detach) {
    public IdentityPatch {
        attach = Collections.unmodifiableSortedSet(new TreeSet<>(attach));
        detach = Collections.unmodifiableSortedSet(new TreeSet<>(detach));
    }

    /**
     * What takes off the last identities of a host where Azure does not take a map that leaves nothing behind: the type
     * alone. It takes off everything, so look just before.
     */
    public IdentityPatch typeAlone() {
        return new IdentityPatch(systemAssigned, false, attach, detach);
    }

    /**
     * {@code identity.type} of the request body. Dropping {@code SystemAssigned} from it would delete the host's own
     * identity for good (spec azure-platform §3.5).
     */
    public String type() {
        if (!userAssignedAfter) {
            return systemAssigned ? "SystemAssigned" : "None";
        }
        return systemAssigned ? "SystemAssigned, UserAssigned" : "UserAssigned";
    }
}
