package io.podpass.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.core.Permissions;
import io.podpass.core.RoleAssignment;
import io.podpass.core.RoleNeed;
import io.podpass.core.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Role assignments at ARM (spec azure-platform §3.6, §3.7). Role definitions are read once each. For one thread. */
public final class ArmRoles {
    private final URI arm;
    private final ArmCalls calls;
    private final Map<String, List<Permissions>> permissions = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /** {@code arm} is the endpoint alone, such as {@link Cloud#arm()}. */
    public ArmRoles(URI arm, HttpClient http, ArmTokens tokens, Clock clock, Pause pause, ArmLimits limits) {
        this.arm = arm;
        this.calls = new ArmCalls(http, tokens, clock, pause, limits);
    }

    /**
     * What counts at the scope for the principal, inherited from further up and by membership of groups, too. Throws
     * {@link ArmException}.
     */
    public List<RoleAssignment> of(String objectId, Scope scope) {
        return list(scope, "atScope() and assignedTo('" + quoted(objectId) + "')").stream()
                .flatMap(found -> read(found, objectId).stream())
                .toList();
    }

    /**
     * What is stored at the scope or further up under exactly that id, whether or not it is anybody's: a client id is found
     * this way, to which roles may be assigned and give nothing (spec azure-platform §4.2). Throws {@link ArmException}.
     */
    public List<RoleAssignment> storedUnder(String id, Scope scope) {
        return list(scope, "principalId eq '" + quoted(id) + "'").stream()
                .flatMap(found -> read(found, id).stream())
                .filter(assignment -> assignment.scope().covers(scope))
                .toList();
    }

    /**
     * Assigns the role under a name that follows from what is assigned, so that a repetition changes nothing. Returns
     * whether it was not there before. Throws {@link ArmException}.
     */
    public boolean assign(RoleNeed need) {
        var name = UUID.nameUUIDFromBytes(
                (need.scope() + "|" + need.principalId() + "|" + need.role().guid()).getBytes(UTF_8));
        var task = ArmTask.assignRole(need.scope(), name.toString(), calls.answerDeadline());
        try {
            return calls.put(task.uri(arm), body(need), task).status() == 201;
        } catch (ArmException e) {
            // Somebody has assigned it under a name of their own.
            if (e.code().equals("RoleAssignmentExists")) {
                return false;
            }
            throw e;
        }
    }

    private static JsonNode body(RoleNeed need) {
        var body = new ObjectNode(JsonNodeFactory.instance);
        body.putObject("properties")
                .put(
                        "roleDefinitionId",
                        subscription(need.scope()) + "/providers/Microsoft.Authorization/roleDefinitions/"
                                + need.role().guid())
                .put("principalId", need.principalId())
                // Without it ARM looks for the principal, and does not find one that is seconds old.
                .put("principalType", "ServicePrincipal");
        return body;
    }

    private static String subscription(Scope scope) {
        var parts = scope.value().split("/", -1);
        return parts.length > 2 && parts[1].equals("subscriptions") ? "/subscriptions/" + parts[2] : "";
    }

    private List<JsonNode> list(Scope scope, String filter) {
        return new ArmPages(arm, calls).all(ArmTask.listRoles(scope, filter, calls.operationDeadline()));
    }

    /** One for each set of permissions that the role has: exclusions count within a set only. */
    private List<RoleAssignment> read(JsonNode assignment, String principalId) {
        var properties = assignment.path("properties");
        var definition = properties.path("roleDefinitionId").asText("");
        var scope = new Scope(properties.path("scope").asText("/"));
        var sets = permissions.computeIfAbsent(definition, this::define);
        return sets.stream()
                .map(set -> new RoleAssignment(principalId, scope, names.getOrDefault(definition, definition), set))
                .toList();
    }

    private List<Permissions> define(String definition) {
        var task = ArmTask.readRole(definition, calls.answerDeadline());
        var properties = calls.get(task.uri(arm), task).body().path("properties");
        names.put(definition, properties.path("roleName").asText(definition));
        return StreamSupport.stream(properties.path("permissions").spliterator(), false)
                .map(set -> new Permissions(
                        texts(set, "actions"),
                        texts(set, "notActions"),
                        texts(set, "dataActions"),
                        texts(set, "notDataActions")))
                .toList();
    }

    private static List<String> texts(JsonNode set, String field) {
        return StreamSupport.stream(set.path(field).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}
