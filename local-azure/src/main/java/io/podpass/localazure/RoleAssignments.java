package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;

/** Role assignments as an extension resource of any scope (spec azure-platform §3.6). */
final class RoleAssignments implements ResourceType {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final AccessControl access;
    private final RoleAssignmentRules rules;
    private final ResourceId subscription;

    RoleAssignments(AccessControl access, RoleAssignmentRules rules, ResourceId subscription) {
        this.access = access;
        this.rules = rules;
        this.subscription = subscription;
    }

    @Override
    public String name() {
        return "Microsoft.Authorization/roleAssignments";
    }

    @Override
    public Reply handle(ArmRequest request) {
        if (request.target().collection()) {
            return list(request);
        }
        return switch (request.method()) {
            case "GET" ->
                access.find(request.id())
                        .map(found -> Reply.json(200, json(found)))
                        .orElseThrow(() -> new ArmException(
                                404,
                                "RoleAssignmentNotFound",
                                "The role assignment '" + request.id().name() + "' is not found."));
            case "PUT" -> put(request);
            case "DELETE" -> delete(request);
            default -> throw request.methodNotAllowed();
        };
    }

    private Reply put(ArmRequest request) {
        Optional<RoleAssignment> existing = access.find(request.id());
        RoleAssignment wanted = rules.read(request);
        rules.check(wanted, existing);
        // A repeated PUT keeps the time of the first one: the grant is as old as that.
        existing.ifPresentOrElse(kept -> access.put(rules.updated(kept, wanted)), () -> access.put(wanted));
        return Reply.json(
                existing.isPresent() ? 200 : 201, json(access.find(request.id()).orElse(wanted)));
    }

    private Reply delete(ArmRequest request) {
        Optional<RoleAssignment> existing = access.find(request.id());
        access.remove(request.id());
        return existing.map(gone -> Reply.json(200, json(gone))).orElseGet(() -> Reply.of(204));
    }

    private Reply list(ArmRequest request) {
        if (!request.method().equals("GET")) {
            throw request.methodNotAllowed();
        }
        ResourceId scope = request.target().scope();
        var filter = RoleAssignmentFilter.parse(
                request.call().query().first("$filter").orElse(""));
        return Reply.json(
                200,
                Json.list(access.assignments().stream()
                        .filter(assignment -> filter.accepts(scope, assignment))
                        .sorted(Comparator.comparing(RoleAssignment::createdOn).thenComparing(RoleAssignment::name))
                        .map(this::json)
                        .toList()));
    }

    private ObjectNode json(RoleAssignment assignment) {
        ObjectNode json = Json.object();
        ObjectNode properties = json.putObject("properties");
        properties.put("roleDefinitionId", RoleDefinitions.id(subscription, assignment.role()));
        properties.put("principalId", assignment.principalId());
        properties.put("principalType", assignment.principalType());
        properties.put("scope", assignment.scope().toString());
        properties.putNull("condition");
        properties.putNull("conditionVersion");
        properties.putNull("description");
        properties.putNull("delegatedManagedIdentityResourceId");
        properties.setAll(assignment.details());
        properties.put("createdOn", STAMP.format(assignment.createdOn()));
        properties.put("updatedOn", STAMP.format(assignment.createdOn()));
        properties.put("createdBy", assignment.createdBy());
        properties.put("updatedBy", assignment.createdBy());
        json.put("id", assignment.id().toString());
        json.put("type", name());
        json.put("name", assignment.name());
        return json;
    }
}
