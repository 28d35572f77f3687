package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podpass.core.RequestedIdentity;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The query of a token request. The first value of each parameter counts; unknown ones are ignored (spec
 * aad-pod-identity §2.5).
 *
 * @param resource the audience; empty when there is none
 * @param fresh {@code bypass_cache=true}, the only value that means anything (spec azure-platform §1.3)
 */
record TokenQuery(String resource, RequestedIdentity identity, boolean fresh) {
    static final TokenQuery NONE = new TokenQuery("", RequestedIdentity.NONE, false);

    /** Empty when the query is not well-formed. */
    static Optional<TokenQuery> parse(String rawQuery) {
        var values = new HashMap<String, String>();
        try {
            for (var pair : rawQuery.split("&", -1)) {
                var equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                values.putIfAbsent(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
            }
        } catch (IllegalArgumentException _) {
            // An escape that is none.
            return Optional.empty();
        }
        return Optional.of(new TokenQuery(
                values.getOrDefault("resource", ""),
                new RequestedIdentity(
                        value(values, "client_id"),
                        value(values, "msi_res_id").or(() -> value(values, "mi_res_id")),
                        value(values, "object_id").or(() -> value(values, "principal_id"))),
                values.getOrDefault("bypass_cache", "").equals("true")));
    }

    private static Optional<String> value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }
}
