package io.podpass.agent;

import io.podpass.core.ObjectKey;
import io.podpass.http.Peer;
import io.podpass.http.Request;
import java.util.Optional;

/**
 * What matters of one HTTP request.
 *
 * @param target path of the request line, as it came
 * @param query raw, without the question mark
 * @param metadataHeader first value of the header {@code Metadata}
 * @param forwarded whether there is a header {@code X-Forwarded-For}
 * @param peer where it came from
 * @param pod what the headers {@code podns} and {@code podname} name; empty when either is missing
 */
record MetadataRequest(
        String method,
        String target,
        String query,
        Optional<String> metadataHeader,
        boolean forwarded,
        Peer peer,
        Optional<ObjectKey> pod) {
    static MetadataRequest of(Request request) {
        var header = request.header();
        return new MetadataRequest(
                request.method(),
                request.target(),
                request.query(),
                header.apply("Metadata"),
                header.apply("X-Forwarded-For").isPresent(),
                request.peer(),
                header.apply("podns")
                        .flatMap(namespace -> header.apply("podname").map(name -> new ObjectKey(namespace, name)))
                        .filter(pod -> !pod.namespace().isEmpty() && !pod.name().isEmpty()));
    }
}
