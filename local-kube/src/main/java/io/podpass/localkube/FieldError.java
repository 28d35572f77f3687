package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.stream.Collectors;

/** One thing wrong with one field, in the words of {@code k8s.io/apimachinery/pkg/util/validation/field}. */
record FieldError(String field, String reason, String message) {
    static FieldError invalid(String field, JsonNode value, String why) {
        return new FieldError(field, "FieldValueInvalid", "Invalid value: " + shown(value) + ": " + why);
    }

    /** For a value too large to repeat. */
    static FieldError invalidWhole(String field, String why) {
        return new FieldError(field, "FieldValueInvalid", "Invalid value: " + why);
    }

    static FieldError wrongType(String field, String found, String why) {
        return new FieldError(field, "FieldValueTypeInvalid", "Invalid value: \"" + found + "\": " + why);
    }

    static FieldError required(String field, String why) {
        return new FieldError(field, "FieldValueRequired", why.isEmpty() ? "Required value" : "Required value: " + why);
    }

    static FieldError forbidden(String field, String why) {
        return new FieldError(field, "FieldValueForbidden", "Forbidden: " + why);
    }

    static FieldError tooLong(String field, String why) {
        return new FieldError(field, "FieldValueTooLong", "Too long: " + why);
    }

    static FieldError tooMany(String field, int found, int most) {
        return new FieldError(
                field, "FieldValueTooMany", "Too many: " + found + ": must have at most " + most + " items");
    }

    static FieldError duplicate(String field, JsonNode value) {
        return new FieldError(field, "FieldValueDuplicate", "Duplicate value: " + shown(value));
    }

    static FieldError notSupported(String field, JsonNode value, Collection<String> supported) {
        String list = supported.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "));
        return new FieldError(
                field, "FieldValueNotSupported", "Unsupported value: " + shown(value) + ": supported values: " + list);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "null" : Json.write(value);
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
