package io.podpass.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;

/** The member {@code identity} of a scale set or VM (spec azure-platform §3.5). */
final class IdentityJson {
    private static final String MAP = "userAssignedIdentities";

    private IdentityJson() {}

    /**
     * The body of a PATCH: nothing but the identity. Ids are in lower case, so that none can be there twice. The map is
     * left out when no user-assigned identity remains: ARM takes the type alone then.
     */
    static JsonNode patch(IdentityPatch patch) {
        var body = new ObjectNode(JsonNodeFactory.instance);
        var identity = body.putObject("identity").put("type", patch.type());
        if (patch.userAssignedAfter()) {
            var map = identity.putObject(MAP);
            patch.attach().forEach(id -> map.putObject(id.value()));
            patch.detach().forEach(id -> map.putNull(id.value()));
        }
        return body;
    }

    /** Types compare without spaces and case; an absent identity is none. */
    static HostIdentities read(JsonNode host) {
        var identity = host.path("identity");
        var type = identity.path("type").asText("").toLowerCase(Locale.ROOT);
        var ids = new HashSet<ResourceId>();
        identity.path(MAP).fieldNames().forEachRemaining(id -> ids.add(new ResourceId(id)));
        return new HostIdentities(type.contains("systemassigned"), ids);
    }

    static Map<ResourceId, String> principalIds(JsonNode host) {
        var principals = new HashMap<ResourceId, String>();
        for (var entry : host.path("identity").path(MAP).properties()) {
            var principal = entry.getValue().path("principalId").asText("");
            if (!principal.isEmpty()) {
                principals.put(new ResourceId(entry.getKey()), principal);
            }
        }
        return Map.copyOf(principals);
    }
}
