package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** JSON patch, RFC 6902. Throws {@link IllegalArgumentException} where a patch can't be applied. */
final class JsonPatch {
    private static final String END = "-";

    private JsonPatch() {}

    /** The patched document; {@code target} stays as it is. */
    static JsonNode apply(JsonNode target, JsonNode operations) {
        // Wrapped, so that the whole document is a place like any other.
        ObjectNode root = Json.object();
        root.set("", target.deepCopy());
        for (JsonNode operation : operations) {
            run(root, operation);
        }
        return root.get("");
    }

    private static void run(ObjectNode root, JsonNode operation) {
        List<String> path = pointer(operation, "path");
        String name = operation.path("op").asText();
        switch (name) {
            case "add" -> add(root, path, value(operation));
            case "remove" -> remove(root, path);
            case "replace" -> {
                remove(root, path);
                add(root, path, value(operation));
            }
            case "move" -> add(root, path, remove(root, pointer(operation, "from")));
            case "copy" -> add(root, path, get(root, pointer(operation, "from")).deepCopy());
            case "test" -> {
                if (!get(root, path).equals(value(operation))) {
                    throw new IllegalArgumentException(
                            "testing value " + operation.path("path").asText() + " failed");
                }
            }
            default -> throw new IllegalArgumentException("unexpected kind: " + name);
        }
    }

    private static JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw new IllegalArgumentException(
                    "the operation has no value: " + operation.path("path").asText());
        }
        return value;
    }

    private static List<String> pointer(JsonNode operation, String field) {
        String text = operation.path(field).asText("");
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new IllegalArgumentException(field + " must start with a slash: " + text);
        }
        // The part before the first slash is the empty name under which the document is wrapped.
        return Arrays.stream(text.split("/", -1))
                .map(part -> part.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static JsonNode get(JsonNode root, List<String> path) {
        JsonNode here = root;
        for (String part : path) {
            JsonNode next =
                    here instanceof ArrayNode array ? array.get(index(array, part, array.size() - 1)) : here.get(part);
            if (next == null) {
                throw missing(path);
            }
            here = next;
        }
        return here;
    }

    private static void add(JsonNode root, List<String> path, JsonNode value) {
        String last = path.getLast();
        switch (get(root, path.subList(0, path.size() - 1))) {
            case ObjectNode object -> object.set(last, value.deepCopy());
            case ArrayNode array ->
                array.insert(last.equals(END) ? array.size() : index(array, last, array.size()), value.deepCopy());
            default -> throw missing(path);
        }
    }

    private static JsonNode remove(JsonNode root, List<String> path) {
        JsonNode found = get(root, path);
        String last = path.getLast();
        switch (get(root, path.subList(0, path.size() - 1))) {
            case ObjectNode object -> object.remove(last);
            case ArrayNode array -> array.remove(index(array, last, array.size() - 1));
            default -> throw missing(path);
        }
        return found;
    }

    private static int index(ArrayNode array, String text, int most) {
        int index;
        try {
            index = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no index of a list: " + text, e);
        }
        if (index < 0 || index > most) {
            throw new IllegalArgumentException("index " + index + " is outside a list of " + array.size());
        }
        return index;
    }

    private static IllegalArgumentException missing(List<String> path) {
        return new IllegalArgumentException("nothing is at " + String.join("/", path));
    }
}
