package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules of CustomResourceDefinitions themselves. A definition is established the moment it is accepted. */
final class DefinitionRules implements Rules {
    @Override
    public void complete(ObjectNode definition) {
        ObjectNode spec = Json.child(definition, "spec");
        ObjectNode names = Json.child(spec, "names");
        String kind = Json.text(names, "kind");
        if (!names.has("singular")) {
            names.put("singular", kind.toLowerCase(Locale.ROOT));
        }
        if (!names.has("listKind")) {
            names.put("listKind", kind + "List");
        }
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
        if (definition.get("status") instanceof ObjectNode status) {
            status.set("acceptedNames", names.deepCopy());
        }
    }

    @Override
    public void begin(ObjectNode definition) {
        ObjectNode status = definition.putObject("status");
        status.set("acceptedNames", Json.at(definition, "spec", "names").deepCopy());
        ArrayNode conditions = status.putArray("conditions");
        String now = Json.text(definition, "metadata", "creationTimestamp");
        conditions.add(condition("NamesAccepted", "NoConflicts", "no conflicts found", now));
        conditions.add(condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now));
        ArrayNode stored = status.putArray("storedVersions");
        Json.at(definition, "spec", "versions").forEach(version -> {
            if (version.path("storage").asBoolean()) {
                stored.add(version.path("name").asText());
            }
        });
    }

    @Override
    public List<FieldError> check(ObjectNode definition, Optional<ObjectNode> before) {
        var errors = new ArrayList<FieldError>();
        JsonNode spec = definition.path("spec");
        String name = Json.text(definition, "metadata", "name");
        String wanted = Json.text(spec, "names", "plural") + "." + Json.text(spec, "group");
        if (!name.equals(wanted)) {
            errors.add(FieldError.invalid(
                    "metadata.name",
                    Json.at(definition, "metadata", "name"),
                    "must be spec.names.plural+\".\"+spec.group"));
        }
        if (Json.text(spec, "names", "kind").isEmpty()) {
            errors.add(FieldError.required("spec.names.kind", ""));
        }
        if (!List.of("Namespaced", "Cluster").contains(Json.text(spec, "scope"))) {
            errors.add(FieldError.notSupported("spec.scope", spec.path("scope"), List.of("Cluster", "Namespaced")));
        }
        versions(spec.path("versions"), errors);
        return errors;
    }

    private static void versions(JsonNode versions, List<FieldError> errors) {
        int storage = 0;
        for (int i = 0; i < versions.size(); i++) {
            storage += versions.get(i).path("storage").asBoolean() ? 1 : 0;
            String field = "spec.versions[" + i + "].schema.openAPIV3Schema";
            JsonNode schema = Json.at(versions.get(i), "schema", "openAPIV3Schema");
            if (schema.isMissingNode()) {
                errors.add(FieldError.required(field, "schemas are required"));
            } else {
                check(schema, field, errors);
            }
        }
        if (storage != 1) {
            errors.add(FieldError.invalid(
                    "spec.versions", versions, "must have exactly one version marked as storage version"));
        }
    }

    private static void check(JsonNode schema, String field, List<FieldError> errors) {
        if (!schema.path("type").asText().equals("object")) {
            errors.add(FieldError.required(field + ".type", "must be \"object\" at the root"));
        }
        try {
            Schema.of(schema);
        } catch (CelRule.Broken e) {
            errors.add(FieldError.invalid(field + ".x-kubernetes-validations", Json.object(), e.why()));
        }
    }

    private static ObjectNode condition(String type, String reason, String message, String now) {
        return Json.object()
                .put("type", type)
                .put("status", "True")
                .put("reason", reason)
                .put("message", message)
                .put("lastTransitionTime", now);
    }
}
