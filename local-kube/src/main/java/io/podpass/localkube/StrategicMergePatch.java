package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Strategic merge patch: a merge patch that merges lists by key. Knows the directives {@code $patch} (replace, delete),
 * {@code $retainKeys} and {@code $deleteFromPrimitiveList/…}; {@code $setElementOrder/…} is read and not obeyed.
 */
final class StrategicMergePatch {
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    private static final String SET_ORDER = "$setElementOrder/";

    private final String kind;

    StrategicMergePatch(String kind) {
        this.kind = kind;
    }

    /** The patched document; {@code target} stays as it is. */
    JsonNode apply(JsonNode target, JsonNode patch) {
        return merge("", target, patch);
    }

    private JsonNode merge(String field, JsonNode target, JsonNode patch) {
        return switch (patch) {
            case ObjectNode changes -> mergeObject(target, changes);
            case ArrayNode changes -> mergeList(field, target, changes);
            default -> patch;
        };
    }

    private JsonNode mergeObject(JsonNode target, ObjectNode changes) {
        boolean replace = changes.path("$patch").asText("").equals("replace");
        ObjectNode result = target instanceof ObjectNode object && !replace ? object.deepCopy() : Json.object();
        if (changes.get("$retainKeys") instanceof ArrayNode retained) {
            result.retain(StreamSupport.stream(retained.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList());
        }
        changes.properties().forEach(change -> {
            String field = change.getKey();
            if (field.startsWith(DELETE_FROM)) {
                removeValues(result, field.substring(DELETE_FROM.length()), change.getValue());
            } else if (!field.startsWith(SET_ORDER) && !field.equals("$patch") && !field.equals("$retainKeys")) {
                if (change.getValue().isNull()) {
                    result.remove(field);
                } else if (change.getValue().path("$patch").asText("").equals("delete")) {
                    result.remove(field);
                } else {
                    result.set(field, merge(field, result.path(field), change.getValue()));
                }
            }
        });
        return result;
    }

    private JsonNode mergeList(String field, JsonNode target, ArrayNode changes) {
        if (!(target instanceof ArrayNode present)) {
            return withoutDirectives(changes);
        }
        if (MergeKeys.isSet(field)) {
            ArrayNode union = present.deepCopy();
            changes.forEach(value -> {
                if (!contains(union, value)) {
                    union.add(value);
                }
            });
            return union;
        }
        Optional<String> key = MergeKeys.of(kind, field);
        boolean replace = StreamSupport.stream(changes.spliterator(), false)
                .anyMatch(change -> change.path("$patch").asText("").equals("replace"));
        if (key.isEmpty() || replace) {
            return withoutDirectives(changes);
        }
        ArrayNode result = present.deepCopy();
        for (JsonNode change : changes) {
            int at = indexOf(result, key.get(), change.path(key.get()));
            if (change.path("$patch").asText("").equals("delete")) {
                if (at >= 0) {
                    result.remove(at);
                }
            } else if (at >= 0) {
                result.set(at, merge("", result.get(at), change));
            } else {
                result.add(merge("", Json.object(), change));
            }
        }
        return result;
    }

    private static ArrayNode withoutDirectives(ArrayNode changes) {
        ArrayNode result = Json.array();
        changes.forEach(change -> {
            if (!change.has("$patch")) {
                result.add(change.deepCopy());
            }
        });
        return result;
    }

    private static void removeValues(ObjectNode object, String field, JsonNode values) {
        if (object.get(field) instanceof ArrayNode present) {
            ArrayNode left = Json.array();
            present.forEach(value -> {
                if (!contains(values, value)) {
                    left.add(value);
                }
            });
            object.set(field, left);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(value::equals);
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }
}
