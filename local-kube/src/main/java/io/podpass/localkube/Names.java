package io.podpass.localkube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The names of objects. */
final class Names {
    /** No vowels and nothing that looks like another: k8s.io/apimachinery/pkg/util/rand. */
    private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX_LENGTH = 5;
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST = 253;

    private Names() {}

    static String generated(String prefix, RandomGenerator random) {
        var name = new StringBuilder(prefix);
        random.ints(SUFFIX_LENGTH, 0, SUFFIX_ALPHABET.length()).forEach(i -> name.append(SUFFIX_ALPHABET.charAt(i)));
        return name.toString();
    }

    /** What is wrong with the object's name, if anything is. */
    static Optional<FieldError> check(ObjectNode object, ResourceType type) {
        String name = Json.text(object, "metadata", "name");
        if (name.isEmpty()) {
            return Optional.of(FieldError.required("metadata.name", "name or generateName is required"));
        }
        if (type.group().equals("rbac.authorization.k8s.io")) {
            // Names of roles may hold colons and anything else that is no path of its own.
            return Optional.empty();
        }
        if (SUBDOMAIN.matcher(name).matches() && name.length() <= LONGEST) {
            return Optional.empty();
        }
        return Optional.of(FieldError.invalid(
                "metadata.name",
                TextNode.valueOf(name),
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and"
                        + " must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
                        + " validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
    }
}
