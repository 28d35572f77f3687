package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of a custom resource: its schema. */
final class CustomRules implements Rules {
    /** Errors after which CEL rules could only stumble. */
    private static final Set<String> BLOCKING = Set.of(
            "FieldValueRequired",
            "FieldValueTypeInvalid",
            "FieldValueTooLong",
            "FieldValueTooMany",
            "FieldValueNotSupported");

    private final Schema schema;

    CustomRules(JsonNode schema) {
        this.schema = Schema.of(schema);
    }

    @Override
    public List<String> prune(ObjectNode object) {
        return Pruning.prune(object, schema);
    }

    @Override
    public void complete(ObjectNode object) {
        Defaults.fill(object, schema);
    }

    @Override
    public List<FieldError> check(ObjectNode object, Optional<ObjectNode> before) {
        var errors = new ArrayList<>(SchemaCheck.check(object, before, schema));
        if (errors.stream().noneMatch(error -> BLOCKING.contains(error.reason()))) {
            errors.addAll(CelCheck.check(object, before, schema));
        } else {
            errors.add(FieldError.invalid(
                    "<nil>",
                    NullNode.getInstance(),
                    "some validation rules were not checked because the object was invalid; correct the existing errors"
                            + " to complete validation"));
        }
        return errors;
    }
}
