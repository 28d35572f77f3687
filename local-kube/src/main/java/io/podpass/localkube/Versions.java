package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Turns objects between the version a client uses and the form on the shelf. */
final class Versions {
    /** The fields of {@code events.k8s.io/v1} that core events call differently; the store holds the core form. */
    private static final Map<String, String> EVENT_FIELDS = Map.of(
            "regarding", "involvedObject",
            "note", "message",
            "reportingController", "reportingComponent",
            "deprecatedSource", "source",
            "deprecatedFirstTimestamp", "firstTimestamp",
            "deprecatedLastTimestamp", "lastTimestamp",
            "deprecatedCount", "count");

    private Versions() {}

    /** The object as clients of {@code type} see it; {@code stored} stays as it is. */
    static ObjectNode shown(ObjectNode stored, ResourceType type) {
        if (Json.text(stored, "apiVersion").equals(type.apiVersion())) {
            return stored;
        }
        ObjectNode shown = Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        stored.properties().forEach(entry -> {
            if (!shown.has(entry.getKey())) {
                shown.set(entry.getKey(), entry.getValue());
            }
        });
        if (type.group().equals("events.k8s.io")) {
            EVENT_FIELDS.forEach((modern, core) -> rename(shown, core, modern));
        }
        return shown;
    }

    /** Brings an object of {@code type} into the form that is kept, in place. */
    static void keep(ObjectNode object, ResourceType type) {
        if (type.group().equals("events.k8s.io")) {
            EVENT_FIELDS.forEach((modern, core) -> rename(object, modern, core));
            object.put("apiVersion", "v1");
        }
    }

    private static void rename(ObjectNode object, String from, String to) {
        var value = object.remove(from);
        if (value != null) {
            object.set(to, value);
        }
    }
}
