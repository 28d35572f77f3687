package io.podpass.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.kube.CustomResourceDefinitions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Asks the API server for the tables that {@code kubectl get -A} shows. */
final class ObjectTables {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    private final HttpClient http;
    private final URI server;

    ObjectTables(HttpClient http, URI server) {
        this.http = http;
        this.server = server;
    }

    /** Of each kind in the order given; the first row is the head. Throws {@link DemoException}. */
    List<ObjectTable> read(List<String> plurals) {
        return plurals.stream().map(this::read).toList();
    }

    private ObjectTable read(String plural) {
        var path = "apis/" + CustomResourceDefinitions.GROUP + "/" + CustomResourceDefinitions.VERSION + "/" + plural;
        var request = HttpRequest.newBuilder(server.resolve("/" + path))
                .header("Accept", TABLE)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new DemoException("can't list " + plural + ": HTTP " + answer.statusCode());
            }
            return new ObjectTable(plural, rows(new ObjectMapper().readTree(answer.body())));
        } catch (IOException e) {
            throw new DemoException("can't list " + plural + ": " + Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while listing " + plural, e);
        }
    }

    private static List<List<String>> rows(JsonNode table) {
        var columns = table.path("columnDefinitions");
        var rows = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("NAMESPACE"));
        columns.forEach(column -> {
            if (shown(column)) {
                head.add(column.path("name").asText().toUpperCase(Locale.ROOT));
            }
        });
        rows.add(head);
        for (var row : table.path("rows")) {
            var cells =
                    new ArrayList<>(List.of(row.at("/object/metadata/namespace").asText()));
            for (var column = 0; column < columns.size(); column++) {
                if (shown(columns.get(column))) {
                    cells.add(row.path("cells").path(column).asText());
                }
            }
            rows.add(cells);
        }
        return rows;
    }

    /** Columns of a lower priority are for {@code -o wide}. */
    private static boolean shown(JsonNode column) {
        return column.path("priority").asInt() == 0;
    }
}
