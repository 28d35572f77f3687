package io.podpass.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.podpass.core.ObjectKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A Kubernetes object as it was written. */
record Manifest(Place place, JsonNode object) {
    private static final String NAMESPACE = "default";

    String kind() {
        return object.path("kind").asText();
    }

    /** An object without a namespace goes to that of the context; the one that most have is taken for it. */
    ObjectKey key() {
        var metadata = object.path("metadata");
        return new ObjectKey(
                metadata.path("namespace").asText(NAMESPACE),
                metadata.path("name").asText(metadata.path("generateName").asText("")));
    }

    String title() {
        return kind() + " " + key();
    }

    Map<String, String> labels() {
        return texts(object.at("/metadata/labels"));
    }

    Map<String, String> annotations() {
        return texts(object.at("/metadata/annotations"));
    }

    /** The pods that it makes, or is. */
    Optional<JsonNode> pods() {
        var template = switch (kind()) {
            case "Pod" -> object;
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job" ->
                object.at("/spec/template");
            case "CronJob" -> object.at("/spec/jobTemplate/spec/template");
            default -> null;
        };
        return Optional.ofNullable(template).filter(JsonNode::isObject);
    }

    static Map<String, String> texts(JsonNode map) {
        var texts = new TreeMap<String, String>();
        map.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
