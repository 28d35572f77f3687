package io.podpass.agent;

import io.podpass.core.ObjectKey;
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
        Optional<ObjectKey> pod) {}
