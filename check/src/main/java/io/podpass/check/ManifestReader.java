package io.podpass.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Objects of a file: several documents, and lists taken apart, also those that {@code kubectl get -o json} prints. */
final class ManifestReader {
    private final String file;
    private final ObjectMapper mapper;

    ManifestReader(String file, JsonFactory format) {
        this.file = file;
        this.mapper = new ObjectMapper(format);
    }

    List<Manifest> read(String text) throws IOException {
        var manifests = new ArrayList<Manifest>();
        try (var parser = new WithoutAliases(mapper.getFactory().createParser(text), file)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                document(parser, token, manifests);
            }
        }
        return manifests;
    }

    private void document(JsonParser parser, JsonToken token, List<Manifest> into) throws IOException {
        var line = parser.currentTokenLocation().getLineNr();
        // A document without anything, such as behind a separator at the end, reads as an empty text.
        if (token == JsonToken.VALUE_NULL
                || (token == JsonToken.VALUE_STRING && parser.getText().isBlank())) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw new CheckException(file + ":" + line + " is no Kubernetes object: it has no kind");
        }
        var lines = new ArrayList<Integer>();
        var fields = mapper.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var items = parser.nextToken() == JsonToken.START_ARRAY && name.equals("items");
            fields.set(name, items ? items(parser, lines) : mapper.readTree(parser));
        }
        add(fields, line, lines, into);
    }

    /** One by one, since afterwards nobody knows their lines. */
    private JsonNode items(JsonParser parser, List<Integer> lines) throws IOException {
        var items = mapper.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            lines.add(parser.currentTokenLocation().getLineNr());
            JsonNode item = mapper.readTree(parser);
            items.add(item);
        }
        return items;
    }

    private void add(JsonNode object, int line, List<Integer> lines, List<Manifest> into) {
        if (!object.path("kind").isTextual()) {
            throw new CheckException(file + ":" + line
                    + " is neither a Kubernetes object nor what terraform show -json prints: it has no kind");
        }
        var kind = object.path("kind").asText();
        if (!kind.endsWith("List") || !object.path("items").isArray()) {
            into.add(new Manifest(new Place(file, line), object));
            return;
        }
        for (var i = 0; i < object.path("items").size(); i++) {
            add(object.path("items").get(i), lines.size() > i ? lines.get(i) : line, List.of(), into);
        }
    }
}
