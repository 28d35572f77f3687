package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.podpass.localkube.Columns.Column;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The tables of built-in types, where they show more than name and age. */
final class BuiltInColumns {
    private BuiltInColumns() {}

    static Columns of(String kind) {
        return switch (kind) {
            case "Pod" -> pods();
            case "Node" ->
                new Columns(List.of(
                        Column.NAME,
                        Column.of("Status", (node, _) -> nodeStatus(node)),
                        Column.AGE,
                        text("Version", 0, "status", "nodeInfo", "kubeletVersion")));
            case "Namespace" -> new Columns(List.of(Column.NAME, text("Status", 0, "status", "phase"), Column.AGE));
            case "Secret" ->
                new Columns(List.of(
                        Column.NAME,
                        text("Type", 0, "type"),
                        Column.of(
                                "Data",
                                (secret, _) ->
                                        IntNode.valueOf(secret.path("data").size())),
                        Column.AGE));
            case "ConfigMap" ->
                new Columns(List.of(
                        Column.NAME,
                        Column.of(
                                "Data",
                                (map, _) -> IntNode.valueOf(map.path("data").size()
                                        + map.path("binaryData").size())),
                        Column.AGE));
            case "Deployment", "ReplicaSet", "StatefulSet" ->
                new Columns(List.of(Column.NAME, Column.of("Ready", (object, _) -> readyReplicas(object)), Column.AGE));
            case "Lease" -> new Columns(List.of(Column.NAME, text("Holder", 0, "spec", "holderIdentity"), Column.AGE));
            case "Event" ->
                new Columns(List.of(
                        Column.of("Last Seen", (event, now) -> Ages.cell(lastSeen(event), now)),
                        text("Type", 0, "type"),
                        text("Reason", 0, "reason"),
                        Column.of("Object", (event, _) -> TextNode.valueOf(about(event))),
                        text("Message", 0, "message"),
                        new Column(
                                "Name",
                                "string",
                                "name",
                                "Name",
                                1,
                                (event, _) -> Json.at(event, "metadata", "name"))));
            case "CustomResourceDefinition" ->
                new Columns(List.of(
                        Column.NAME,
                        new Column(
                                "Created At",
                                "date",
                                "",
                                "Created At",
                                0,
                                (definition, _) -> Json.at(definition, "metadata", "creationTimestamp"))));
            default -> Columns.NAME_AND_AGE;
        };
    }

    private static Columns pods() {
        return new Columns(List.of(
                Column.NAME,
                Column.of("Ready", (pod, _) -> TextNode.valueOf(readyContainers(pod))),
                Column.of("Status", (pod, _) -> TextNode.valueOf(podStatus(pod))),
                Column.of("Restarts", (pod, _) -> TextNode.valueOf(Integer.toString(restarts(pod)))),
                Column.AGE,
                text("IP", 1, "status", "podIP"),
                text("Node", 1, "spec", "nodeName")));
    }

    private static Column text(String name, int priority, String... path) {
        return new Column(name, "string", "", name, priority, (object, _) -> {
            String found = Json.text(object, path);
            return TextNode.valueOf(found.isEmpty() ? "<none>" : found);
        });
    }

    private static String readyContainers(JsonNode pod) {
        long ready = stream(Json.at(pod, "status", "containerStatuses"))
                .filter(status -> status.path("ready").asBoolean())
                .count();
        return ready + "/" + Json.at(pod, "spec", "containers").size();
    }

    private static String podStatus(JsonNode pod) {
        if (Json.at(pod, "metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        String waiting = stream(Json.at(pod, "status", "containerStatuses"))
                .map(status -> Json.text(status, "state", "waiting", "reason"))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse(Json.text(pod, "status", "reason"));
        return waiting.isEmpty() ? Json.text(pod, "status", "phase") : waiting;
    }

    private static int restarts(JsonNode pod) {
        return stream(Json.at(pod, "status", "containerStatuses"))
                .mapToInt(status -> status.path("restartCount").asInt())
                .sum();
    }

    private static JsonNode nodeStatus(JsonNode node) {
        String ready = stream(Json.at(node, "status", "conditions"))
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .map(condition -> condition.path("status").asText().equals("True") ? "Ready" : "NotReady")
                .collect(Collectors.joining());
        String shown = ready.isEmpty() ? "Unknown" : ready;
        boolean cordoned = Json.at(node, "spec", "unschedulable").asBoolean();
        return TextNode.valueOf(cordoned ? shown + ",SchedulingDisabled" : shown);
    }

    private static JsonNode readyReplicas(JsonNode object) {
        return TextNode.valueOf(Json.at(object, "status", "readyReplicas").asInt() + "/"
                + Json.at(object, "spec", "replicas").asInt());
    }

    private static String lastSeen(JsonNode event) {
        for (String field : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
            if (!event.path(field).asText("").isEmpty()) {
                return event.path(field).asText();
            }
        }
        return Json.text(event, "metadata", "creationTimestamp");
    }

    private static String about(JsonNode event) {
        JsonNode object = event.path("involvedObject");
        return Json.text(object, "kind").toLowerCase(Locale.ROOT) + "/" + Json.text(object, "name");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
