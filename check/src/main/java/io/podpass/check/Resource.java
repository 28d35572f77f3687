package io.podpass.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An instance of a Terraform resource or data source, with what is known of it (spec azure-platform §4.3).
 *
 * @param definition address without the keys of instances, as the configuration has it
 * @param values what is known; absent fields may be unknown
 * @param unknown as {@code values}, with true for what is known after the apply
 * @param creates whether the plan makes it; never so in a state
 * @param state whether it stands in a state, where Azure has answered
 * @param origins where the value of a path such as {@code kubelet_identity.object_id} comes from, in a plan
 */
record Resource(
        Place place,
        String address,
        String definition,
        String type,
        boolean data,
        JsonNode values,
        JsonNode unknown,
        boolean creates,
        boolean state,
        Map<String, Set<Origin>> origins) {
    Resource {
        origins = Map.copyOf(origins);
    }

    /** A known text at a path such as {@code identity.type}, the first of each block; empty texts count as absent. */
    Optional<String> text(String path) {
        var node = at(values, path);
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    /** Whether a boolean is known to be set. */
    boolean on(String path) {
        return at(values, path).asBoolean(false);
    }

    /** Whether the value, or what it is in, is only known after the apply. */
    boolean unknown(String path) {
        var node = unknown;
        for (var step : path.split("\\.", -1)) {
            node = first(node).path(step);
            if (node.isBoolean() && node.booleanValue()) {
                return true;
            }
        }
        return false;
    }

    Stream<String> texts(String path) {
        return at(values, path).valueStream().map(JsonNode::asText);
    }

    Set<Origin> origins(String path) {
        return origins.getOrDefault(path, Set.of());
    }

    /** Where a value comes from, if that is one place only. */
    Optional<Origin> origin(String path) {
        var all = origins(path);
        return all.size() == 1 ? all.stream().findFirst().filter(origin -> !origin.opaque()) : Optional.empty();
    }

    private static JsonNode at(JsonNode node, String path) {
        var found = node;
        for (var step : path.split("\\.", -1)) {
            found = first(found).path(step);
        }
        return found;
    }

    /** Blocks are arrays, also those of which there is only one. */
    private static JsonNode first(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }
}
