package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows JSON to CEL, with field names escaped as rules must write them. */
final class CelValues {
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private CelValues() {}

    static Object of(JsonNode value, Schema schema) {
        return switch (value.getNodeType()) {
            case OBJECT -> object(value, schema);
            case ARRAY -> list(value, schema);
            case STRING -> value.asText();
            case BOOLEAN -> value.asBoolean();
            case NUMBER -> number(value, schema);
            default -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode value, Schema schema) {
        if (schema.type().equals("number") || !value.isIntegralNumber()) {
            return value.asDouble();
        }
        return value.asLong();
    }

    private static Map<String, Object> object(JsonNode value, Schema schema) {
        var map = new LinkedHashMap<String, Object>();
        value.properties().forEach(entry -> {
            Optional<Schema> field = schema.field(entry.getKey());
            boolean named = schema.properties().containsKey(entry.getKey());
            map.put(named ? escaped(entry.getKey()) : entry.getKey(), of(entry.getValue(), field.orElse(UNKNOWN)));
        });
        return map;
    }

    private static List<Object> list(JsonNode value, Schema schema) {
        var list = new ArrayList<>();
        value.forEach(element -> list.add(of(element, schema.items().orElse(UNKNOWN))));
        return list;
    }

    private static String escaped(String name) {
        if (RESERVED.contains(name)) {
            return "__" + name + "__";
        }
        return name.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__");
    }

    /** Of values that no schema describes. */
    private static final Schema UNKNOWN = Schema.of(Json.object());
}
