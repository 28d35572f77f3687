package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code identity} of a resource: what is attached to it (spec azure-platform §3.5).
 *
 * @param system object id of the resource's own principal, if it has one
 * @param assigned in the order of attaching; ids print as the first request spelt them
 */
record IdentityBlock(@Nullable String system, Map<ResourceId, Assigned> assigned) {
    static final IdentityBlock NONE = new IdentityBlock(null, Map.of());

    /** The two GUIDs of a user-assigned identity. */
    record Assigned(String clientId, String principalId) {}

    IdentityBlock {
        assigned = Collections.unmodifiableMap(new LinkedHashMap<>(assigned));
    }

    static IdentityBlock systemAssigned(String principalId) {
        return new IdentityBlock(principalId, Map.of());
    }

    Optional<String> systemPrincipal() {
        return Optional.ofNullable(system);
    }

    boolean isNone() {
        return system == null && assigned.isEmpty();
    }

    /** Compute writes the combined type with a space after the comma. */
    private String type() {
        if (system == null) {
            return assigned.isEmpty() ? "None" : "UserAssigned";
        }
        return assigned.isEmpty() ? "SystemAssigned" : "SystemAssigned, UserAssigned";
    }

    ObjectNode json(Tenant tenant) {
        ObjectNode json = Json.object();
        json.put("type", type());
        if (system != null) {
            json.put("principalId", system);
            json.put("tenantId", tenant.id());
        }
        if (!assigned.isEmpty()) {
            ObjectNode map = json.putObject("userAssignedIdentities");
            assigned.forEach((id, ids) ->
                    map.putObject(id.toString()).put("clientId", ids.clientId()).put("principalId", ids.principalId()));
        }
        return json;
    }
}
