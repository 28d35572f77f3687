package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Judges one value by the limits beside its type: lengths, bounds, patterns, enumerations. */
final class Limits {
    private final JsonNode value;
    private final JsonNode schema;
    private final String path;
    private final List<FieldError> errors = new ArrayList<>();

    private Limits(JsonNode value, JsonNode schema, String path) {
        this.value = value;
        this.schema = schema;
        this.path = path;
    }

    static List<FieldError> check(JsonNode value, JsonNode schema, String path) {
        var limits = new Limits(value, schema, path);
        limits.enumeration();
        if (value.isTextual()) {
            limits.text();
        } else if (value.isNumber()) {
            limits.number();
        } else if (value.isArray()) {
            limits.count("Items", "items");
        } else if (value.isObject()) {
            limits.count("Properties", "properties");
        }
        return limits.errors;
    }

    private void enumeration() {
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray()
                && StreamSupport.stream(allowed.spliterator(), false).noneMatch(value::equals)) {
            List<String> supported = new ArrayList<>();
            allowed.forEach(one -> supported.add(one.asText()));
            errors.add(FieldError.notSupported(path, value, supported));
        }
    }

    private void text() {
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        // One complaint about a text is enough: the first.
        if (schema.has("maxLength") && length > schema.get("maxLength").asInt()) {
            errors.add(FieldError.tooLong(
                    path, "may not be more than " + schema.get("maxLength").asInt() + " bytes"));
        } else if (schema.has("minLength") && length < schema.get("minLength").asInt()) {
            errors.add(invalid("should be at least " + schema.get("minLength").asInt() + " chars long"));
        } else if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").asText())
                        .matcher(text)
                        .find()) {
            errors.add(invalid("should match '" + schema.get("pattern").asText() + "'"));
        }
    }

    private void number() {
        double number = value.asDouble();
        if (schema.has("minimum")) {
            boolean exclusive = schema.path("exclusiveMinimum").asBoolean();
            double minimum = schema.get("minimum").asDouble();
            if (number < minimum || (exclusive && number == minimum)) {
                errors.add(invalid("should be greater than " + (exclusive ? "" : "or equal to ")
                        + schema.get("minimum").asText()));
            }
        }
        if (schema.has("maximum")) {
            boolean exclusive = schema.path("exclusiveMaximum").asBoolean();
            double maximum = schema.get("maximum").asDouble();
            if (number > maximum || (exclusive && number == maximum)) {
                errors.add(invalid("should be less than " + (exclusive ? "" : "or equal to ")
                        + schema.get("maximum").asText()));
            }
        }
        if (schema.has("multipleOf") && number % schema.get("multipleOf").asDouble() != 0) {
            errors.add(invalid(
                    "should be a multiple of " + schema.get("multipleOf").asText()));
        }
    }

    private void count(String keyword, String noun) {
        JsonNode most = schema.path("max" + keyword);
        JsonNode least = schema.path("min" + keyword);
        if (most.isNumber() && value.size() > most.asInt()) {
            errors.add(FieldError.tooMany(path, value.size(), most.asInt()));
        }
        if (least.isNumber() && value.size() < least.asInt()) {
            errors.add(invalid("should have at least " + least.asInt() + " " + noun));
        }
    }

    private FieldError invalid(String why) {
        return FieldError.invalid(path, value, path + " in body " + why);
    }
}
