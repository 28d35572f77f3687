package io.podpass.localazure;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request. {@code authority} is the Host header as sent, {@code rawPath} the path of the request line without
 * decoding (SDKs send {@code //metadata/…}), {@code headers} have lower-case names.
 */
record HttpCall(
        String method,
        String scheme,
        String authority,
        String rawPath,
        Query query,
        Map<String, String> headers,
        Content content) {
    HttpCall {
        headers = Map.copyOf(headers);
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The host without port, in lower case. */
    String host() {
        String host = authority;
        int port = host.lastIndexOf(':');
        if (port > host.lastIndexOf(']')) {
            host = host.substring(0, port);
        }
        return Text.lower(host);
    }

    /** Decoded path segments; empty ones, as in {@code //a/}, are left out. */
    List<String> segments() {
        return Arrays.stream(rawPath.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .map(Text::decodePath)
                .toList();
    }

    /** An address on this server as the caller knows it, so that a poll URL leads back through the same name and port. */
    URI self(String pathAndQuery) {
        return URI.create(scheme + "://" + authority + pathAndQuery);
    }

    /** The token after {@code Bearer}, which is compared without regard to case. */
    Optional<String> bearer() {
        return header("authorization")
                .map(String::strip)
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }
}
