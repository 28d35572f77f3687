package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a value by its schema, all but the CEL rules, in the words of k8s.io/kube-openapi/pkg/validation. */
final class SchemaCheck {
    private final List<FieldError> errors = new ArrayList<>();

    private SchemaCheck() {}

    /** What has not changed is not judged again, so that a stricter schema doesn't freeze the objects there are. */
    static List<FieldError> check(JsonNode object, Optional<? extends JsonNode> before, Schema schema) {
        var check = new SchemaCheck();
        check.fields(object, before, schema, "");
        return List.copyOf(check.errors);
    }

    private void value(JsonNode value, Optional<? extends JsonNode> before, Schema schema, String path) {
        if (before.isPresent() && before.get().equals(value)) {
            return;
        }
        if (value.isNull() && schema.nullable()) {
            return;
        }
        if (!JsonTypes.allows(schema, value)) {
            String found = JsonTypes.of(value);
            String wanted = schema.intOrString() ? "integer,string" : schema.type();
            errors.add(FieldError.wrongType(
                    path, found, path + " in body must be of type " + wanted + ": \"" + found + "\""));
            return;
        }
        errors.addAll(Limits.check(value, schema.json(), path));
        if (value.isObject()) {
            fields(value, before, schema, path);
        } else if (value.isArray()) {
            elements(value, before, schema, path);
        }
    }

    private void fields(JsonNode object, Optional<? extends JsonNode> before, Schema schema, String path) {
        schema.json().path("required").forEach(name -> {
            if (!object.has(name.asText())) {
                errors.add(FieldError.required(child(path, name.asText()), ""));
            }
        });
        object.properties().forEach(entry -> {
            String name = entry.getKey();
            boolean judgedElsewhere = path.isEmpty() && name.equals("metadata");
            if (!judgedElsewhere) {
                schema.field(name)
                        .ifPresent(field -> value(
                                entry.getValue(),
                                before.map(old -> old.get(name)),
                                field,
                                childOf(schema, path, name)));
            }
        });
    }

    private void elements(JsonNode list, Optional<? extends JsonNode> before, Schema schema, String path) {
        if (schema.items().isPresent()) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode element = list.get(i);
                Optional<JsonNode> old = before.flatMap(all -> ListElements.counterpart(all, element, schema));
                value(element, old, schema.items().get(), path + "[" + i + "]");
            }
        }
        if (schema.listType().equals("atomic")) {
            return;
        }
        Set<JsonNode> keys = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode key = ListElements.key(list.get(i), schema);
            if (!keys.add(key)) {
                errors.add(FieldError.duplicate(path + "[" + i + "]", key));
            }
        }
    }

    private static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String childOf(Schema schema, String path, String name) {
        return schema.properties().containsKey(name) ? child(path, name) : path + "[" + name + "]";
    }
}
