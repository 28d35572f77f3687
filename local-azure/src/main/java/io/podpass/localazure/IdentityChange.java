package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.localazure.IdentityBlock.Assigned;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a request wants of a resource's identity: read from JSON and applied to a block, with no other effect
 * (spec azure-platform §3.5).
 *
 * @param entries the map of the request in its order; true attaches, false (JSON null) detaches
 */
record IdentityChange(boolean system, boolean user, Map<ResourceId, Boolean> entries) {
    /** Attaching and detaching count alike. */
    static final int MAX_ENTRIES = 150;

    private static final String MAP = "userAssignedIdentities";

    /** The ids that a request attaches, before anything else about it is judged: ARM authorises these first. */
    static List<ResourceId> attaching(JsonNode identity) {
        return identity.path(MAP).properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .map(entry -> parseId(entry.getKey()))
                .toList();
    }

    /** @throws ArmException when the request breaks a rule that needs no look at the resource */
    static IdentityChange parse(JsonNode identity) {
        Set<String> types = types(identity.path("type").asText(""));
        var entries = new LinkedHashMap<ResourceId, Boolean>();
        JsonNode map = identity.path(MAP);
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            requireEmptyOrNull(entry.getKey(), entry.getValue());
            if (entries.put(parseId(entry.getKey()), !entry.getValue().isNull()) != null) {
                throw ArmException.invalidParameter(
                        "ResourceIdentity identityId '" + entry.getKey()
                                + "' cannot be duplicated in the provided identityIds list.",
                        "resourceIdentity.identityIds");
            }
        }
        if (entries.size() > MAX_ENTRIES) {
            throw failedOperation("User Assigned Identities Number '" + entries.size() + "' Assign exceed limit '"
                    + MAX_ENTRIES + "' in one request.");
        }
        boolean user = types.contains("userassigned");
        if (!user && entries.containsValue(true)) {
            throw ArmException.invalidParameter(
                    "The identity type '" + identity.path("type").asText()
                            + "' does not allow user assigned identities to be specified.",
                    "identity.userAssignedIdentities");
        }
        return new IdentityChange(types.contains("systemassigned"), user, entries);
    }

    /**
     * @param replace PUT: what the map does not name is detached; otherwise PATCH: it stays
     * @param find the GUIDs of an existing identity
     * @param newSystemPrincipal called when the resource gets a principal of its own
     * @throws ArmException when an identity to attach does not exist; nothing is applied then
     */
    IdentityBlock applyTo(
            IdentityBlock current,
            boolean replace,
            Function<ResourceId, Optional<Assigned>> find,
            Supplier<String> newSystemPrincipal) {
        var assigned = new LinkedHashMap<ResourceId, Assigned>();
        if (user && !replace) {
            assigned.putAll(current.assigned());
        }
        entries.forEach((id, attach) -> {
            Assigned kept = current.assigned().get(id);
            if (!attach) {
                assigned.remove(id);
            } else if (kept != null) {
                assigned.putIfAbsent(id, kept);
            } else {
                assigned.put(id, find.apply(id).orElseThrow(() -> unknown(id)));
            }
        });
        String principal = system ? current.systemPrincipal().orElseGet(newSystemPrincipal) : null;
        return new IdentityBlock(principal, assigned);
    }

    private static Set<String> types(String type) {
        Set<String> types = Arrays.stream(Text.lower(type).split(",", -1))
                .map(String::strip)
                .collect(Collectors.toSet());
        if (!Set.of("none", "systemassigned", "userassigned").containsAll(types)
                || (types.size() > 1 && types.contains("none"))) {
            throw ArmException.invalidParameter(
                    "The value '" + type + "' of parameter 'identity.type' is not allowed. Allowed values are: None,"
                            + " SystemAssigned, UserAssigned and 'SystemAssigned, UserAssigned'.",
                    "identity.type");
        }
        return types;
    }

    private static void requireEmptyOrNull(String id, JsonNode value) {
        if (!value.isNull() && !(value.isObject() && value.isEmpty())) {
            throw new ArmException(
                    400,
                    "InvalidIdentityValues",
                    "Invalid value for the identities '" + id + "'. The 'UserAssignedIdentities' property keys should"
                            + " only be empty json objects, null or the resource exisiting property.");
        }
    }

    private static ResourceId parseId(String text) {
        ResourceId id = ResourceId.parse(text);
        List<String> segments = id.segments();
        boolean identity = text.startsWith("/")
                && segments.size() == 8
                && id.resourceGroup().isPresent()
                && id.key().contains("/providers/microsoft.managedidentity/userassignedidentities/");
        if (!identity) {
            throw new ArmException(
                    400,
                    "LinkedInvalidPropertyId",
                    "Property id '" + text + "' at path 'identity.userAssignedIdentities' is invalid. Expect fully"
                            + " qualified resource Id that start with '/subscriptions/{subscriptionId}' or"
                            + " '/providers/{resourceProviderNamespace}/'.");
        }
        return id;
    }

    private static ArmException unknown(ResourceId id) {
        return failedOperation("Resource '" + id + "' was not found.");
    }

    private static ArmException failedOperation(String message) {
        return new ArmException(
                400,
                "FailedIdentityOperation",
                "Failed to perform resource identity operation. Status: 'BadRequest'. Response:"
                        + " '{\"error\":{\"code\":\"BadRequest\",\"message\":\"" + message + "\"}}'.");
    }
}
