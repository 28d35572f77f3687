package io.podpass.localkube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Collection;

/** Jackson, as this module uses it. Objects in the store are never changed in place: copy, change, store. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode strings(Collection<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    static JsonNode parseYaml(String text) throws JsonProcessingException {
        return YAML.readTree(text);
    }

    /** Parses a text of this module's own; a mistake in it is a mistake in this module. */
    static ObjectNode literal(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an object: " + text, e);
        }
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parsed document can't be written", e);
        }
    }

    /** The text at a path of field names, or the empty string when there is none. */
    static String text(JsonNode node, String... path) {
        return at(node, path).asText("");
    }

    /** The node at a path of field names; a missing node when there is none. */
    static JsonNode at(JsonNode node, String... path) {
        JsonNode here = node;
        for (String field : path) {
            here = here.path(field);
        }
        return here;
    }

    /** The object under {@code field}, made when absent or no object. */
    static ObjectNode child(ObjectNode parent, String field) {
        if (parent.get(field) instanceof ObjectNode child) {
            return child;
        }
        return parent.putObject(field);
    }

    static ObjectNode metadata(ObjectNode object) {
        return child(object, "metadata");
    }

    /** Takes {@code field} of {@code from} over into {@code to}: its value, or its absence. */
    static void carry(ObjectNode from, ObjectNode to, String field) {
        JsonNode value = from.get(field);
        if (value == null) {
            to.remove(field);
        } else {
            to.set(field, value);
        }
    }
}
