package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The part of the OpenAPI v3 documents that kubectl asks for before it applies: a PATCH operation that takes
 * {@code fieldValidation} tells it that the server validates. Strategic merge is left out of the media types, because
 * kubectl would take the lists' merge keys from these documents instead of from its own, better tables.
 */
final class OpenApi {
    private final Types types;

    OpenApi(Types types) {
        this.types = types;
    }

    ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        types.all().stream()
                .map(OpenApi::prefix)
                .distinct()
                .forEach(prefix -> paths.putObject(prefix).put("serverRelativeURL", "/openapi/v3/" + prefix));
        return index;
    }

    /** The document of {@code api/v1} or {@code apis/GROUP/VERSION}. */
    ObjectNode document(List<String> prefix) {
        List<ResourceType> served = types.all().stream()
                .filter(type -> prefix(type).equals(String.join("/", prefix)))
                .toList();
        if (served.isEmpty()) {
            throw ApiException.noSuchPath();
        }
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "local-kube").put("version", "v1");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        for (ResourceType type : served) {
            paths.set(path(type), operations(type));
            ObjectNode schema = type.schema().deepCopy();
            schema.set("x-kubernetes-group-version-kind", Json.array().add(kind(type)));
            schemas.set(schemaName(type), schema);
        }
        return document;
    }

    private static String prefix(ResourceType type) {
        return (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
    }

    private static String path(ResourceType type) {
        return "/" + prefix(type) + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural() + "/{name}";
    }

    private static String schemaName(ResourceType type) {
        return (type.group().isEmpty() ? "core" : type.group()) + "." + type.version() + "." + type.kind();
    }

    private static ObjectNode operations(ResourceType type) {
        ObjectNode operations = Json.object();
        Stream.of("get", "put", "patch", "delete").forEach(method -> {
            ObjectNode operation = operations.putObject(method);
            operation.put("x-kubernetes-action", method);
            operation.set("x-kubernetes-group-version-kind", kind(type));
            ArrayNode parameters = operation.putArray("parameters");
            Stream.of("dryRun", "fieldManager", "fieldValidation", "force").forEach(name -> {
                ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
                parameter.putObject("schema").put("type", "string");
            });
            operation.putObject("responses").putObject("200").put("description", "OK");
        });
        return operations;
    }

    private static ObjectNode kind(ResourceType type) {
        return Json.object().put("group", type.group()).put("kind", type.kind()).put("version", type.version());
    }
}
