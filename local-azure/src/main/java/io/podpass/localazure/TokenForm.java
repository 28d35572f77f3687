package io.podpass.localazure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a token request; unknown ones are ignored. Holds secrets and prints none. */
final class TokenForm {
    private final Map<String, String> fields;

    private TokenForm(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Id and secret may also come as HTTP Basic. */
    static TokenForm of(HttpCall call) {
        var fields = new HashMap<String, String>();
        try {
            Query.parse(call.content().text())
                    .parameters()
                    .forEach(field -> fields.putIfAbsent(field.name(), field.value()));
            call.header("authorization")
                    .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                    .map(value -> new String(
                            Base64.getDecoder().decode(value.substring(6).strip()), UTF_8))
                    .map(pair -> pair.split(":", 2))
                    .filter(pair -> pair.length == 2)
                    .ifPresent(pair -> {
                        fields.putIfAbsent("client_id", URLDecoder.decode(pair[0], UTF_8));
                        fields.putIfAbsent("client_secret", URLDecoder.decode(pair[1], UTF_8));
                    });
        } catch (IllegalArgumentException e) {
            // An escape or a Basic value that is none: like a body that lacks what it should have.
            throw EntraRefusal.missing("grant_type");
        }
        return new TokenForm(fields);
    }

    Optional<String> first(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return first(name).orElseThrow(() -> EntraRefusal.missing(name));
    }
}
