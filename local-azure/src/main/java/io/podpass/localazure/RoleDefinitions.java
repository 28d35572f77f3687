package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Role definitions as ARM shows them (spec azure-platform §3.7). */
final class RoleDefinitions implements ResourceType {
    private static final Pattern BY_NAME = Pattern.compile("(?i)\\s*roleName\\s+eq\\s+'((?:[^']|'')*)'\\s*");

    private final RoleCatalogue roles;
    private final ResourceId subscription;

    RoleDefinitions(RoleCatalogue roles, ResourceId subscription) {
        this.roles = roles;
        this.subscription = subscription;
    }

    @Override
    public String name() {
        return "Microsoft.Authorization/roleDefinitions";
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (request.method().equals("PUT") && !request.target().collection()) {
            return put(request);
        }
        if (!request.method().equals("GET")) {
            throw request.methodNotAllowed();
        }
        if (request.target().collection()) {
            return list(request);
        }
        return roles.find(request.id().name())
                .map(role -> Reply.json(200, json(role)))
                .orElseThrow(() -> unknown(request.id().name()));
    }

    private Reply put(ArmRequest request) {
        JsonNode properties = request.body().path("properties");
        JsonNode permissions = properties.path("permissions").path(0);
        String name = properties.path("roleName").asText("");
        String guid = request.id().name();
        if (name.isEmpty() || BuiltInRoles.find(guid).isPresent()) {
            throw ArmException.invalidParameter("A custom role needs a name, and an id of its own.", "roleName");
        }
        var role = new RoleDefinition(
                guid,
                name,
                properties.path("description").asText(""),
                new Permissions(
                        texts(permissions, "actions"),
                        texts(permissions, "notActions"),
                        texts(permissions, "dataActions"),
                        texts(permissions, "notDataActions")));
        return Reply.json(roles.put(role) ? 201 : 200, json(role));
    }

    private static List<String> texts(JsonNode permissions, String member) {
        return StreamSupport.stream(permissions.path(member).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static ArmException unknown(String guid) {
        return new ArmException(
                404,
                "RoleDefinitionDoesNotExist",
                "The specified role definition with ID '" + guid.replace("-", "") + "' does not exist.");
    }

    private Reply list(ArmRequest request) {
        String filter = request.call().query().first("$filter").orElse("");
        Matcher byName = BY_NAME.matcher(filter);
        String wanted = byName.matches() ? byName.group(1).replace("''", "'") : "";
        return Reply.json(
                200,
                Json.list(roles.all().stream()
                        .filter(role -> wanted.isEmpty() || role.name().equalsIgnoreCase(wanted))
                        .map(this::json)
                        .toList()));
    }

    private ObjectNode json(RoleDefinition role) {
        ObjectNode json = Json.object();
        json.put("id", id(subscription, role));
        json.put("type", name());
        json.put("name", role.guid());
        ObjectNode properties = json.putObject("properties");
        properties.put("roleName", role.name());
        properties.put("type", BuiltInRoles.find(role.guid()).isPresent() ? "BuiltInRole" : "CustomRole");
        properties.put("description", role.description());
        properties.putArray("assignableScopes").add("/");
        ObjectNode permissions = properties.putArray("permissions").addObject();
        permissions.set("actions", Json.strings(role.permissions().actions()));
        permissions.set("notActions", Json.strings(role.permissions().notActions()));
        permissions.set("dataActions", Json.strings(role.permissions().dataActions()));
        permissions.set("notDataActions", Json.strings(role.permissions().notDataActions()));
        return json;
    }

    static String id(ResourceId subscription, RoleDefinition role) {
        return subscription + "/providers/Microsoft.Authorization/roleDefinitions/" + role.guid();
    }
}
