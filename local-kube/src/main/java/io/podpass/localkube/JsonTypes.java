package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;

/** The type names of JSON schema. */
final class JsonTypes {
    private JsonTypes() {}

    static boolean allows(Schema schema, JsonNode value) {
        if (schema.intOrString()) {
            return isInteger(value) || value.isTextual();
        }
        return switch (schema.type()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> isInteger(value);
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> isInteger(value) ? "integer" : "number";
            default -> "null";
        };
    }

    /** 1.0 is an integer too. */
    private static boolean isInteger(JsonNode value) {
        return value.isIntegralNumber() || (value.isNumber() && value.asDouble() == Math.rint(value.asDouble()));
    }
}
