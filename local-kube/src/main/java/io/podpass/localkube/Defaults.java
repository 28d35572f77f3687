package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fills in the defaults of a schema, in place, and removes nulls where none may be. */
final class Defaults {
    private Defaults() {}

    static void fill(JsonNode value, Schema schema) {
        if (value instanceof ObjectNode object) {
            schema.properties().forEach((name, field) -> property(object, name, field));
            schema.additional()
                    .ifPresent(additional -> object.properties().stream()
                            .filter(entry -> !schema.properties().containsKey(entry.getKey()))
                            .forEach(entry -> fill(entry.getValue(), additional)));
        } else if (value.isArray()) {
            schema.items().ifPresent(items -> value.forEach(element -> fill(element, items)));
        }
    }

    private static void property(ObjectNode object, String name, Schema field) {
        JsonNode present = object.get(name);
        if (present != null && present.isNull() && !field.nullable()) {
            object.remove(name);
            present = null;
        }
        JsonNode fallback = field.json().get("default");
        if (present == null && fallback != null) {
            present = fallback.deepCopy();
            object.set(name, present);
        }
        if (present != null) {
            fill(present, field);
        }
    }
}
