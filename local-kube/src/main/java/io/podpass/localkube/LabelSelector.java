package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A parsed {@code labelSelector}: {@code a=b}, {@code a!=b}, {@code a in (b,c)}, {@code a notin (b)}, {@code a}, {@code !a}. */
record LabelSelector(List<Predicate<JsonNode>> requirements) {
    static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    private static final String KEY = "([A-Za-z0-9][A-Za-z0-9._/-]*)";
    private static final String VALUE = "([A-Za-z0-9._-]*)";
    private static final Pattern COMMA_OUTSIDE_SETS = Pattern.compile(",(?![^(]*\\))");
    private static final Pattern SET = Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile(KEY + "\\s*(==|=|!=)\\s*" + VALUE);
    private static final Pattern PRESENCE = Pattern.compile("(!?)\\s*" + KEY);

    /** Throws {@link ApiException} (400) for a text that is no selector. */
    static LabelSelector parse(String text) {
        if (text.isBlank()) {
            return EVERYTHING;
        }
        var requirements = new ArrayList<Predicate<JsonNode>>();
        for (String part : COMMA_OUTSIDE_SETS.split(text, -1)) {
            requirements.add(requirement(part.strip()));
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    boolean matches(JsonNode object) {
        JsonNode labels = Json.at(object, "metadata", "labels");
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    private static Predicate<JsonNode> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            Set<String> values =
                    Stream.of(set.group(3).split(",", -1)).map(String::strip).collect(Collectors.toSet());
            String key = set.group(1);
            // Objects without the label match "notin", as they match "!=".
            return set.group(2).equals("in")
                    ? labels ->
                            labels.has(key) && values.contains(labels.get(key).asText())
                    : labels ->
                            !labels.has(key) || !values.contains(labels.get(key).asText());
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            String key = equality.group(1);
            String value = equality.group(3);
            return equality.group(2).equals("!=")
                    ? labels -> !labels.has(key) || !labels.get(key).asText().equals(value)
                    : labels -> labels.has(key) && labels.get(key).asText().equals(value);
        }
        Matcher presence = PRESENCE.matcher(text);
        if (presence.matches()) {
            String key = presence.group(2);
            return presence.group(1).isEmpty() ? labels -> labels.has(key) : labels -> !labels.has(key);
        }
        throw ApiException.badRequest("unable to parse requirement: \"" + text + "\" is no label selector");
    }
}
