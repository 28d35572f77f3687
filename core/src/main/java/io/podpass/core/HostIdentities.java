package io.podpass.core;

import java.util.Set;

/** The identity part of a host as ARM answered: which user-assigned ones are attached, and whether it has one of its own. */
public record HostIdentities(boolean systemAssigned, Set<ResourceId> userAssigned) {
    public HostIdentities {
        userAssigned = Set.copyOf(userAssigned);
    }
}
