package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;

/** A scope of a registry's tokens, written {@code repository:orders/app:pull,push} or {@code registry:catalog:*}. */
record RegistryScope(String type, String name, List<String> actions) {
    static final String PULL = "pull";
    static final String PUSH = "push";
    static final RegistryScope CATALOG = new RegistryScope("registry", "catalog", List.of("*"));

    RegistryScope {
        actions = List.copyOf(actions);
    }

    static RegistryScope of(String repository, String... actions) {
        return new RegistryScope("repository", repository, List.of(actions));
    }

    /** Empty for what has no three parts. A name may hold colons, a host's port for one. */
    static Optional<RegistryScope> parse(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        return first < 0 || first == last
                ? Optional.empty()
                : Optional.of(new RegistryScope(
                        text.substring(0, first),
                        text.substring(first + 1, last),
                        List.of(text.substring(last + 1).split(","))));
    }

    boolean sameResource(RegistryScope other) {
        return type.equals(other.type) && name.equals(other.name);
    }

    ArrayNode detail() {
        ArrayNode detail = Json.array();
        actions.forEach(action -> detail.addObject()
                .put("Type", type)
                .put("Class", "")
                .put("Name", name)
                .put("Action", action));
        return detail;
    }

    @Override
    public String toString() {
        return type + ":" + name + ":" + String.join(",", actions);
    }
}
