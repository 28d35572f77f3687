package io.podpass.localazure;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The query part of a request, in its order and with its repetitions: IMDS refuses the latter. */
record Query(List<Parameter> parameters) {
    record Parameter(String name, String value) {}

    Query {
        parameters = List.copyOf(parameters);
    }

    /** @throws IllegalArgumentException on a broken percent escape */
    static Query parse(String raw) {
        var parameters = new ArrayList<Parameter>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(new Parameter(decode(name), decode(value)));
        }
        return new Query(parameters);
    }

    /** The first value of the name, which is compared without regard to case as Azure does. */
    Optional<String> first(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .findFirst();
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    boolean repeats() {
        var seen = new HashSet<String>();
        return !parameters.stream().allMatch(parameter -> seen.add(Text.lower(parameter.name())));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
