package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

/** A host that merges identity patches as ARM is known to (spec azure-platform §3.5), and takes nothing else. */
final class ArmHost {
    final Set<ResourceId> userAssigned;
    boolean systemAssigned;

    ArmHost(HostIdentities identities) {
        userAssigned = new HashSet<>(identities.userAssigned());
        systemAssigned = identities.systemAssigned();
    }

    HostIdentities identities() {
        return new HostIdentities(systemAssigned, userAssigned);
    }

    void take(IdentityPatch patch) {
        switch (patch.type()) {
            case "None" -> {
                systemAssigned = false;
                userAssigned.clear();
            }
            case "SystemAssigned" -> {
                systemAssigned = true;
                userAssigned.clear();
            }
            case "UserAssigned" -> {
                systemAssigned = false;
                merge(patch);
            }
            case "SystemAssigned, UserAssigned" -> {
                systemAssigned = true;
                merge(patch);
            }
            default -> throw new AssertionError("ARM knows no type " + patch.type());
        }
    }

    private void merge(IdentityPatch patch) {
        assertThat(patch.attach().size() + patch.detach().size())
                .as("entries of the map")
                .isBetween(1, 150);
        assertThat(patch.attach()).noneMatch(id -> patch.detach().contains(id));
        userAssigned.addAll(patch.attach());
        userAssigned.removeAll(patch.detach());
    }
}
