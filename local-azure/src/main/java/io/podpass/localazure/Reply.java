package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer. */
record Reply(int status, Map<String, String> headers, Content content) {
    static final String JSON = "application/json; charset=utf-8";

    static Reply of(int status) {
        return new Reply(status, Map.of(), Content.EMPTY);
    }

    static Reply json(int status, JsonNode body) {
        return of(status, JSON, Content.utf8(body.toString()));
    }

    static Reply of(int status, String contentType, Content content) {
        return new Reply(status, Map.of("Content-Type", contentType), content);
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, content);
    }
}
