package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.podpass.localkube.Columns.Cell;
import io.podpass.localkube.Columns.Column;
import java.util.ArrayList;
import java.util.List;

/** The columns that {@code additionalPrinterColumns} ask for. */
final class CustomColumns {
    private CustomColumns() {}

    static Columns of(JsonNode additional) {
        if (additional.isEmpty()) {
            return Columns.NAME_AND_AGE;
        }
        var columns = new ArrayList<Column>(List.of(Column.NAME));
        additional.forEach(column -> columns.add(new Column(
                Json.text(column, "name"),
                Json.text(column, "type"),
                Json.text(column, "format"),
                Json.text(column, "description"),
                column.path("priority").asInt(),
                cell(JsonPath.parse(Json.text(column, "jsonPath")), Json.text(column, "type")))));
        return new Columns(List.copyOf(columns));
    }

    private static Cell cell(JsonPath path, String type) {
        return (object, now) -> {
            List<JsonNode> found = path.find(object);
            if (found.isEmpty()) {
                return NullNode.getInstance();
            }
            JsonNode first = found.getFirst();
            return switch (type) {
                case "date" -> Ages.cell(first.asText(), now);
                case "string" -> TextNode.valueOf(first.isValueNode() ? first.asText() : Json.write(first));
                default -> first;
            };
        };
    }
}
