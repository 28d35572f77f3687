package io.podpass.localazure;

import java.time.Instant;
import java.util.Map;

/**
 * One version of a block blob.
 *
 * @param headers the content headers it was given, by the name they are read with: {@code Content-Type} and so on
 * @param metadata by lower-case name, without {@code x-ms-meta-}
 */
record Blob(
        String name,
        Content content,
        Map<String, String> headers,
        Map<String, String> metadata,
        String etag,
        Instant created,
        Instant modified) {
    Blob {
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
    }
}
