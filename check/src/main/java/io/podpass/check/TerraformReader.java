package io.podpass.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What {@code terraform show -json} prints, of a plan or of a state (spec azure-platform §4.3). */
final class TerraformReader {
    private static final String MAJOR = "1.";

    private final Place place;
    private final JsonNode document;
    private final Map<String, Map<String, Set<Origin>>> references;
    private final List<Resource> resources = new ArrayList<>();

    private TerraformReader(String file, JsonNode document) {
        this.place = new Place(file, 0);
        this.document = document;
        this.references = References.of(document.path("configuration"));
    }

    /** Whether a JSON object is Terraform's at all. */
    static boolean recognises(JsonNode document) {
        return document.has("format_version") || document.has("lineage");
    }

    static List<Resource> read(String file, JsonNode document) {
        if (!document.has("format_version")) {
            throw new CheckException(file
                    + " is Terraform's own state file: give what terraform show -json prints, of the state or a plan");
        }
        var version = document.path("format_version").asText();
        if (!version.startsWith(MAJOR)) {
            throw new CheckException(file + " has format_version \"" + version
                    + "\", known is 1.x: use a podpass that is as new as terraform");
        }
        if (!document.has("values") && !document.has("planned_values") && !document.has("terraform_version")) {
            throw new CheckException(
                    file + " is neither a plan nor a state: give what terraform show -json FILE prints");
        }
        return new TerraformReader(file, document).read();
    }

    private List<Resource> read() {
        if (document.path("resource_changes").isArray()) {
            document.path("resource_changes").forEach(this::change);
            // What a plan need not read again stands in its prior state only.
            module(document.path("prior_state").path("values").path("root_module"), "data");
        } else {
            module(document.path("planned_values").path("root_module"), "managed");
        }
        module(document.path("values").path("root_module"), "");
        return List.copyOf(resources);
    }

    private void change(JsonNode change) {
        var actions = change.at("/change/actions");
        var after = change.at("/change/after");
        // Deleted, or forgotten: it is not there any more.
        if (!after.isObject()) {
            return;
        }
        var creates = StreamSupport.stream(actions.spliterator(), false)
                .anyMatch(action -> action.asText().equals("create"));
        add(change, after, change.at("/change/after_unknown"), creates, false);
    }

    /** {@code mode} is managed, data, or empty for both. */
    private void module(JsonNode module, String mode) {
        for (var resource : module.path("resources")) {
            if (mode.isEmpty() || resource.path("mode").asText().equals(mode)) {
                add(resource, resource.path("values"), MissingNode.getInstance(), false, document.has("values"));
            }
        }
        module.path("child_modules").forEach(child -> module(child, mode));
    }

    private void add(JsonNode resource, JsonNode values, JsonNode unknown, boolean creates, boolean state) {
        var address = resource.path("address").asText();
        var definition = References.withoutKeys(address);
        resources.add(new Resource(
                place,
                address,
                definition,
                resource.path("type").asText(),
                resource.path("mode").asText().equals("data"),
                values,
                unknown,
                creates,
                state,
                references.getOrDefault(definition, Map.of())));
    }
}
