package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;

/** The columns that a table of one type has. */
record Columns(List<Column> columns) {
    /** What most types show. */
    static final Columns NAME_AND_AGE = new Columns(List.of(Column.NAME, Column.AGE));

    /**
     * One column.
     *
     * @param priority 0 for always, 1 for {@code -o wide} only
     */
    record Column(String name, String type, String format, String description, int priority, Cell cell) {
        static final Column NAME = new Column(
                "Name",
                "string",
                "name",
                "Name must be unique within a namespace.",
                0,
                (object, _) -> Json.at(object, "metadata", "name"));
        static final Column AGE = new Column(
                "Age",
                "string",
                "",
                "Time since the object was created.",
                0,
                (object, now) -> Ages.cell(Json.text(object, "metadata", "creationTimestamp"), now));

        static Column of(String name, Cell cell) {
            return new Column(name, "string", "", name, 0, cell);
        }

        static Column wide(String name, Cell cell) {
            return new Column(name, "string", "", name, 1, cell);
        }
    }

    interface Cell {
        JsonNode of(JsonNode object, Instant now);
    }

    ArrayNode definitions() {
        ArrayNode definitions = Json.array();
        columns.forEach(column -> definitions
                .addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("format", column.format())
                .put("description", column.description())
                .put("priority", column.priority()));
        return definitions;
    }

    ArrayNode cells(JsonNode object, Instant now) {
        ArrayNode cells = Json.array();
        columns.forEach(column -> cells.add(column.cell().of(object, now)));
        return cells;
    }
}
