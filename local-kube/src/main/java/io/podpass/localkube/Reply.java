package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** One answer, free of the HTTP library in use. */
sealed interface Reply {
    /** A JSON document; each warning becomes a header that kubectl prints. */
    record Document(int status, JsonNode body, List<String> warnings) implements Reply {}

    record Text(int status, String body) implements Reply {}

    /** JSON documents, one a line, until {@code lines} returns. */
    record Stream(Lines lines) implements Reply {}

    /** Writes to a client that may go away at any time, which is the {@link IOException}. */
    interface Lines {
        void writeTo(Sink sink) throws IOException;
    }

    /** Takes one document and hands it to the network at once. */
    interface Sink {
        void accept(JsonNode line) throws IOException;
    }

    static Document of(int status, JsonNode body) {
        return new Document(status, body, List.of());
    }

    static Document ok(JsonNode body) {
        return of(200, body);
    }
}
