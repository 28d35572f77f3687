package io.podpass.localkube;

import java.util.List;
import java.util.Map;

/**
 * One request, free of the HTTP library in use.
 *
 * @param path the decoded segments
 * @param headers by lower-case name
 */
record HttpCall(String method, List<String> path, Query query, Map<String, String> headers, String body) {
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The media type of the body, without parameters. */
    String contentType() {
        String type = header("content-type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }
}
