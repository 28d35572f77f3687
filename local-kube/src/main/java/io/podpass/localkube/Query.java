package io.podpass.localkube;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, decoded. Of a repeated one the first counts. */
record Query(Map<String, String> values) {
    static final Query NONE = new Query(Map.of());

    static Query parse(String raw) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.putIfAbsent(decoded(name), decoded(value));
            }
        }
        return new Query(values);
    }

    /** The value of {@code name}, or the empty string. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean flag(String name) {
        String value = text(name);
        return value.equals("true") || value.equals("1");
    }

    /** Throws {@link ApiException} (400) for a value that is no whole number. */
    Optional<Long> number(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest(name + " must be a whole number, was \"" + value + "\"");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
