package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The JSONPath of printer columns: {@code .a.b}, {@code ['a']}, {@code [0]}, {@code [*]}, {@code [?(@.a=="b")]}. */
record JsonPath(List<Function<JsonNode, Stream<JsonNode>>> steps) {
    private static final Pattern FIELD = Pattern.compile("\\.?((?:[^.\\[\\\\]|\\\\.)+)|\\[['\"]([^'\"]+)['\"]\\]");
    private static final Pattern INDEX = Pattern.compile("\\[(\\d+)\\]");
    private static final Pattern ALL = Pattern.compile("\\[\\*\\]|\\.\\*");
    private static final Pattern FILTER =
            Pattern.compile("\\[\\?\\(\\s*@\\.([\\w.]+)\\s*==\\s*['\"]([^'\"]*)['\"]\\s*\\)\\]");

    /** A path that can't be read finds nothing, as on a real server, where such a column stays empty. */
    static JsonPath parse(String text) {
        var steps = new ArrayList<Function<JsonNode, Stream<JsonNode>>>();
        int at = 0;
        while (at < text.length()) {
            Matcher all = ALL.matcher(text).region(at, text.length());
            Matcher index = INDEX.matcher(text).region(at, text.length());
            Matcher filter = FILTER.matcher(text).region(at, text.length());
            Matcher field = FIELD.matcher(text).region(at, text.length());
            if (all.lookingAt()) {
                steps.add(JsonPath::children);
                at = all.end();
            } else if (index.lookingAt()) {
                int position = Integer.parseInt(index.group(1));
                steps.add(node -> Stream.of(node.path(position)));
                at = index.end();
            } else if (filter.lookingAt()) {
                String[] path = filter.group(1).split("\\.", -1);
                String value = filter.group(2);
                steps.add(node ->
                        children(node).filter(child -> Json.text(child, path).equals(value)));
                at = filter.end();
            } else if (field.lookingAt()) {
                String name =
                        field.group(1) == null ? field.group(2) : field.group(1).replace("\\", "");
                steps.add(node -> Stream.of(node.path(name)));
                at = field.end();
            } else {
                return new JsonPath(List.of(_ -> Stream.empty()));
            }
        }
        return new JsonPath(List.copyOf(steps));
    }

    List<JsonNode> find(JsonNode object) {
        Stream<JsonNode> found = Stream.of(object);
        for (Function<JsonNode, Stream<JsonNode>> step : steps) {
            found = found.flatMap(step);
        }
        return found.filter(node -> !node.isMissingNode() && !node.isNull()).toList();
    }

    private static Stream<JsonNode> children(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
