package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drops the fields that a schema doesn't describe. */
final class Pruning {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

    private final List<String> dropped = new ArrayList<>();

    private Pruning() {}

    /** Prunes a whole object in place and returns the paths of what it dropped. */
    static List<String> prune(ObjectNode object, Schema schema) {
        var pruning = new Pruning();
        pruning.object(object, schema, "", true);
        return List.copyOf(pruning.dropped);
    }

    private void object(ObjectNode object, Schema schema, String path, boolean resource) {
        for (String name : names(object)) {
            if (resource && OF_EVERY_OBJECT.contains(name)) {
                continue;
            }
            Optional<Schema> field = schema.field(name);
            String here = path.isEmpty() ? name : path + "." + name;
            if (field.isPresent()) {
                value(object.get(name), field.get(), here);
            } else if (!schema.allowsAnyField()) {
                object.remove(name);
                dropped.add(here);
            }
        }
    }

    private void value(JsonNode value, Schema schema, String path) {
        if (value instanceof ObjectNode object) {
            object(object, schema, path, schema.embedded());
        } else if (value.isArray() && schema.items().isPresent()) {
            for (int i = 0; i < value.size(); i++) {
                value(value.get(i), schema.items().get(), path + "[" + i + "]");
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
