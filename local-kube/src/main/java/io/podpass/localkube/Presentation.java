package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows objects in the form that the {@code Accept} header asks for: whole, as a table, or their metadata only. */
final class Presentation {
    private static final Pattern FORM = Pattern.compile("as=(\\w+)");

    private enum Form {
        WHOLE,
        TABLE,
        METADATA
    }

    private final ResourceType type;
    private final Clock clock;
    private final Form form;
    private final String include;

    private Presentation(ResourceType type, Clock clock, Form form, String include) {
        this.type = type;
        this.clock = clock;
        this.form = form;
        this.include = include;
    }

    static Presentation of(ResourceType type, HttpCall call, Clock clock) {
        return new Presentation(
                type, clock, form(call.header("accept")), call.query().text("includeObject"));
    }

    ObjectNode one(ObjectNode stored) {
        return switch (form) {
            case WHOLE -> whole(stored);
            case TABLE ->
                table(
                        List.of(stored),
                        Json.object().put("resourceVersion", Json.text(stored, "metadata", "resourceVersion")));
            case METADATA -> metadataOnly(stored);
        };
    }

    ObjectNode list(List<ObjectNode> stored, ObjectNode metadata) {
        return switch (form) {
            case WHOLE ->
                items(
                        type.apiVersion(),
                        type.listKind(),
                        stored.stream().map(this::whole).toList(),
                        metadata);
            case TABLE -> table(stored, metadata);
            case METADATA ->
                items(
                        "meta.k8s.io/v1",
                        "PartialObjectMetadataList",
                        stored.stream().map(Presentation::metadataOnly).toList(),
                        metadata);
        };
    }

    /** A bookmark: an object of the type that carries nothing but a resource version. */
    ObjectNode bookmark(long version, boolean endOfInitialEvents) {
        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(version));
        if (endOfInitialEvents) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        if (form == Form.TABLE) {
            return table(List.of(), metadata);
        }
        ObjectNode bookmark = form == Form.METADATA
                ? Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1")
                : Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        return bookmark.set("metadata", metadata);
    }

    private ObjectNode whole(ObjectNode stored) {
        return Versions.shown(stored, type);
    }

    private ObjectNode items(String apiVersion, String kind, List<ObjectNode> items, ObjectNode metadata) {
        ObjectNode list = Json.object().put("kind", kind).put("apiVersion", apiVersion);
        list.set("metadata", metadata);
        list.putArray("items").addAll(items);
        return list;
    }

    private ObjectNode table(List<ObjectNode> stored, ObjectNode metadata) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", metadata);
        table.set("columnDefinitions", type.columns().definitions());
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : stored) {
            ObjectNode row = rows.addObject();
            row.set("cells", type.columns().cells(object, clock.instant()));
            included(object).ifPresent(shown -> row.set("object", shown));
        }
        return table;
    }

    private Optional<JsonNode> included(ObjectNode stored) {
        return switch (include.toLowerCase(Locale.ROOT)) {
            case "none" -> Optional.empty();
            case "object" -> Optional.of(whole(stored));
            default -> Optional.of(metadataOnly(stored));
        };
    }

    private static ObjectNode metadataOnly(ObjectNode stored) {
        ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        return partial.set("metadata", stored.path("metadata"));
    }

    /** The first form that is known wins; clients name the plain one last, for servers that know no other. */
    private static Form form(String accept) {
        for (String range : accept.split(",", -1)) {
            Matcher as = FORM.matcher(range);
            if (!as.find()) {
                return Form.WHOLE;
            }
            switch (as.group(1)) {
                case "Table" -> {
                    return Form.TABLE;
                }
                case "PartialObjectMetadata", "PartialObjectMetadataList" -> {
                    return Form.METADATA;
                }
                default -> {
                    // A form of a later version: the client named others after it.
                }
            }
        }
        return Form.WHOLE;
    }
}
