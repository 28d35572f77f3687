package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the CEL rules of a schema, from the outermost value inwards. */
final class CelCheck {
    private final List<FieldError> errors = new ArrayList<>();

    private CelCheck() {}

    static List<FieldError> check(JsonNode object, Optional<? extends JsonNode> before, Schema schema) {
        var check = new CelCheck();
        check.value(object, before, schema, "");
        return List.copyOf(check.errors);
    }

    private void value(JsonNode value, Optional<? extends JsonNode> before, Schema schema, String path) {
        if (value.isNull()) {
            return;
        }
        boolean unchanged = before.isPresent() && before.get().equals(value);
        for (CelRule rule : schema.rules()) {
            if (!unchanged || rule.isTransition()) {
                rule.check(value, before, schema, path).ifPresent(errors::add);
            }
        }
        if (value.isObject()) {
            value.properties()
                    .forEach(entry -> schema.field(entry.getKey())
                            .ifPresent(field -> value(
                                    entry.getValue(),
                                    before.map(old -> old.get(entry.getKey())),
                                    field,
                                    child(schema, path, entry.getKey()))));
        } else if (value.isArray() && schema.items().isPresent()) {
            for (int i = 0; i < value.size(); i++) {
                JsonNode element = value.get(i);
                value(
                        element,
                        before.flatMap(all -> ListElements.counterpart(all, element, schema)),
                        schema.items().get(),
                        path + "[" + i + "]");
            }
        }
    }

    private static String child(Schema schema, String path, String name) {
        if (!schema.properties().containsKey(name)) {
            return path + "[" + name + "]";
        }
        return path.isEmpty() ? name : path + "." + name;
    }
}
