package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Tells the elements of lists apart, as {@code x-kubernetes-list-type} says. */
final class ListElements {
    private ListElements() {}

    /** What must be unique: the keys of an element of a map-like list, or else the element itself. */
    static JsonNode key(JsonNode element, Schema list) {
        if (!list.listType().equals("map")) {
            return element;
        }
        ObjectNode key = Json.object();
        list.listKeys()
                .forEach(name -> key.set(
                        name,
                        Optional.<JsonNode>ofNullable(element.get(name))
                                .orElse(Json.object().nullNode())));
        return key;
    }

    /** The element of an earlier list that {@code element} goes back to; only map-like lists can tell. */
    static Optional<JsonNode> counterpart(JsonNode before, JsonNode element, Schema list) {
        if (!list.listType().equals("map")) {
            return Optional.empty();
        }
        JsonNode key = key(element, list);
        return StreamSupport.stream(before.spliterator(), false)
                .filter(old -> key(old, list).equals(key))
                .findFirst();
    }
}
