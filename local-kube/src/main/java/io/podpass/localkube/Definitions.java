package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localkube.ResourceType.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keeps the served types in step with the CustomResourceDefinitions. */
final class Definitions {
    private final Types types;

    Definitions(Types types) {
        this.types = types;
    }

    void onWrite(ResourceType type, ObjectNode object) {
        if (isDefinition(type)) {
            types.define(Json.text(object, "metadata", "name"), served(object));
        }
    }

    /** Stops serving what the object defined, if it defined something; returns the type whose objects must go now. */
    List<ResourceType> onDelete(ResourceType type, ObjectNode object) {
        if (!isDefinition(type)) {
            return List.of();
        }
        List<ResourceType> gone = served(object);
        types.forget(Json.text(object, "metadata", "name"));
        return gone.isEmpty() ? List.of() : List.of(gone.getFirst());
    }

    private static boolean isDefinition(ResourceType type) {
        return type.kind().equals("CustomResourceDefinition") && !type.custom();
    }

    private static List<ResourceType> served(ObjectNode definition) {
        var served = new ArrayList<ResourceType>();
        for (JsonNode version : Json.at(definition, "spec", "versions")) {
            if (version.path("served").asBoolean()) {
                served.add(type(definition, version));
            }
        }
        return served;
    }

    private static ResourceType type(ObjectNode definition, JsonNode version) {
        JsonNode spec = definition.path("spec");
        JsonNode names = spec.path("names");
        var traits = EnumSet.of(Trait.GENERATION, Trait.CONDITIONAL_UPDATE);
        if (spec.path("scope").asText().equals("Namespaced")) {
            traits.add(Trait.NAMESPACED);
        }
        if (Json.at(version, "subresources").has("status")) {
            traits.add(Trait.STATUS);
        }
        String kind = names.path("kind").asText();
        return new ResourceType(
                spec.path("group").asText(),
                version.path("name").asText(),
                kind,
                names.path("plural").asText(),
                names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                texts(names.path("shortNames")),
                texts(names.path("categories")),
                selectable(version.path("selectableFields")),
                traits,
                true,
                new CustomRules(Json.at(version, "schema", "openAPIV3Schema")),
                CustomColumns.of(version.path("additionalPrinterColumns")),
                (ObjectNode) Json.at(version, "schema", "openAPIV3Schema"));
    }

    private static Set<String> selectable(JsonNode fields) {
        var paths = new HashSet<String>();
        fields.forEach(field -> paths.add(Json.text(field, "jsonPath").replaceFirst("^\\.", "")));
        return Set.copyOf(paths);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(value -> texts.add(value.asText()));
        return List.copyOf(texts);
    }
}
