package io.podpass.diagnosis;

import io.podpass.azure.ArmPrincipal;
import io.podpass.core.RoleAssignment;
import java.util.List;
import java.util.Optional;

/**
 * What Azure says of one identity.
 *
 * @param principal empty when there is no such identity
 * @param role present when a scope was asked for
 */
record AzureReading(Part<Optional<ArmPrincipal>> principal, Part<HostReading> host, Optional<Part<RoleReading>> role) {
    /** @param objectId as the host knows it; empty when the identity behind the name is gone (spec aad-pod-identity §3.11) */
    record HostReading(boolean attached, Optional<String> objectId) {}

    /** @param underClientId whether roles are stored under the client id, where they give nothing */
    record RoleReading(String objectId, List<RoleAssignment> roles, boolean underClientId) {}
}
