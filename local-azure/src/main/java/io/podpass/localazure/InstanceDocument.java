package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code /metadata/instance} and the trees below it (spec azure-platform §1.11). Values that don't matter are "". */
final class InstanceDocument {
    private static final List<String> EMPTY = List.of(
            "customData",
            "evictionPolicy",
            "licenseType",
            "offer",
            "placementGroupId",
            "platformFaultDomain",
            "platformUpdateDomain",
            "publisher",
            "sku",
            "userData",
            "version",
            "zone");

    private InstanceDocument() {}

    /** @param path what follows {@code instance} */
    static Reply of(Machine machine, List<String> path, boolean text) {
        JsonNode node = document(machine);
        for (String segment : path) {
            node = step(node, segment);
            if (node.isMissingNode()) {
                throw ImdsService.notFound();
            }
        }
        if (text) {
            return Reply.of(200, "text/plain; charset=utf-8", Content.utf8(listing(node)));
        }
        if (!node.isContainerNode()) {
            throw new ImdsException(400, "bad_request", "A leaf is served as text only; ask for it with format=text");
        }
        return Reply.json(200, node);
    }

    private static JsonNode step(JsonNode node, String segment) {
        if (node.isArray()) {
            return segment.matches("\\d{1,4}")
                    ? node.path(Integer.parseInt(segment))
                    : Json.object().path(segment);
        }
        return node.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(segment))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> Json.object().path(segment));
    }

    private static String listing(JsonNode node) {
        if (node.isArray()) {
            return IntStream.range(0, node.size()).mapToObj(i -> i + "/").collect(Collectors.joining("\n"));
        }
        Stream<String> names = node.properties().stream()
                .map(field -> field.getKey() + (field.getValue().isContainerNode() ? "/" : ""));
        return node.isObject() ? names.collect(Collectors.joining("\n")) : node.asText();
    }

    private static ObjectNode document(Machine machine) {
        ObjectNode document = Json.object();
        document.set("compute", compute(machine));
        ObjectNode network = document.putObject("network").putArray("interface").addObject();
        ObjectNode ipv4 = network.putObject("ipv4");
        ipv4.putArray("ipAddress").addObject().put("privateIpAddress", "").put("publicIpAddress", "");
        ipv4.putArray("subnet");
        network.putObject("ipv6").putArray("ipAddress");
        network.put("macAddress", "");
        return document;
    }

    private static ObjectNode compute(Machine machine) {
        ObjectNode compute = Json.object();
        EMPTY.forEach(name -> compute.put(name, ""));
        compute.put("azEnvironment", "AzurePublicCloud");
        compute.put("location", machine.host().location());
        compute.put("name", machine.name());
        compute.putObject("osProfile")
                .put("adminUsername", "azureuser")
                .put("computerName", machine.computerName())
                .put("disablePasswordAuthentication", "true");
        compute.put("osType", "Linux");
        compute.put("priority", "Regular");
        compute.put("provider", "Microsoft.Compute");
        compute.put("resourceGroupName", machine.id().resourceGroup().orElse(""));
        compute.put("resourceId", machine.id().toString());
        compute.put("subscriptionId", machine.id().subscription().orElse(""));
        JsonNode tags = machine.host().body().path("tags");
        compute.put(
                "tags",
                tags.properties().stream()
                        .map(tag -> tag.getKey() + ":" + tag.getValue().asText())
                        .collect(Collectors.joining(";")));
        var list = compute.putArray("tagsList");
        tags.properties()
                .forEach(tag -> list.addObject()
                        .put("name", tag.getKey())
                        .put("value", tag.getValue().asText()));
        compute.put("vmId", ScaleSetInstances.vmId(machine.id()));
        compute.put("vmScaleSetName", machine.inScaleSet() ? machine.host().id().name() : "");
        compute.put("vmSize", machine.vmSize());
        return compute;
    }
}
