package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parsed {@code fieldSelector}: {@code a.b=c}, {@code a.b==c}, {@code a.b!=c}, joined by commas. */
record FieldSelector(List<Term> terms) {
    static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final Set<String> OF_EVERY_TYPE = Set.of("metadata.name", "metadata.namespace");
    private static final Pattern TERM = Pattern.compile("([^=!,]+)(==|=|!=)(.*)");

    record Term(String field, boolean equal, String value) {
        boolean matches(JsonNode object) {
            String found = Json.text(object, field.split("\\.", -1));
            // A boolean field that is absent reads as false, as in "spec.unschedulable=false".
            boolean same = found.equals(value) || (found.isEmpty() && value.equals("false"));
            return same == equal;
        }
    }

    /** Throws {@link ApiException} (400) for a text that is no selector, and for fields the type can't select by. */
    static FieldSelector parse(String text, ResourceType type) {
        if (text.isBlank()) {
            return EVERYTHING;
        }
        var terms = new ArrayList<Term>();
        for (String part : text.split(",", -1)) {
            Matcher term = TERM.matcher(part.strip());
            if (!term.matches()) {
                throw ApiException.badRequest("invalid selector: '" + text + "'; can't understand '" + part + "'");
            }
            String field = term.group(1).strip();
            if (!OF_EVERY_TYPE.contains(field) && !type.fields().contains(field)) {
                throw ApiException.badRequest("field label not supported: " + field);
            }
            terms.add(new Term(field, !term.group(2).equals("!="), term.group(3).strip()));
        }
        return new FieldSelector(List.copyOf(terms));
    }

    boolean matches(JsonNode object) {
        return terms.stream().allMatch(term -> term.matches(object));
    }

    /** The value {@code field} must have, if the selector demands one. */
    Optional<String> demanded(String field) {
        return terms.stream()
                .filter(term -> term.equal() && term.field().equals(field))
                .map(Term::value)
                .findFirst();
    }
}
