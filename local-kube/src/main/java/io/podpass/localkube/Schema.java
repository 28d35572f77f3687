package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A structural schema, read once.
 *
 * @param json the schema as written
 * @param additional what fields beyond {@code properties} must look like; empty when there may be none
 * @param preserve whether fields that no schema describes are kept
 * @param embedded whether the value is an object with a type and metadata of its own
 */
record Schema(
        JsonNode json,
        String type,
        Map<String, Schema> properties,
        Optional<Schema> additional,
        Optional<Schema> items,
        List<CelRule> rules,
        boolean preserve,
        boolean embedded,
        boolean intOrString,
        boolean nullable) {

    /** Throws {@link CelRule.Broken} for a rule that can't be compiled. */
    static Schema of(JsonNode json) {
        var properties = new LinkedHashMap<String, Schema>();
        json.path("properties").properties().forEach(entry -> properties.put(entry.getKey(), of(entry.getValue())));
        JsonNode additional = json.path("additionalProperties");
        JsonNode items = json.path("items");
        var rules = new ArrayList<CelRule>();
        json.path("x-kubernetes-validations").forEach(rule -> rules.add(CelRule.of(rule)));
        return new Schema(
                json,
                json.path("type").asText(""),
                properties,
                additional.isObject() ? Optional.of(of(additional)) : Optional.empty(),
                items.isObject() ? Optional.of(of(items)) : Optional.empty(),
                List.copyOf(rules),
                json.path("x-kubernetes-preserve-unknown-fields").asBoolean(),
                json.path("x-kubernetes-embedded-resource").asBoolean(),
                json.path("x-kubernetes-int-or-string").asBoolean(),
                json.path("nullable").asBoolean());
    }

    /** The schema of a field, if one describes it. */
    Optional<Schema> field(String name) {
        Schema named = properties.get(name);
        return named == null ? additional : Optional.of(named);
    }

    boolean allowsAnyField() {
        return preserve || json.path("additionalProperties").asBoolean(false);
    }

    String listType() {
        return json.path("x-kubernetes-list-type").asText("atomic");
    }

    /** The fields that tell the elements of a list of type {@code map} apart. */
    List<String> listKeys() {
        var keys = new ArrayList<String>();
        json.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }
}
