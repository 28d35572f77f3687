package io.podpass.agent;

import java.util.Optional;

/**
 * What matters of one HTTP request.
 *
 * @param target path of the request line, as it came
 * @param query raw, without the question mark
 * @param metadataHeader first value of the header {@code Metadata}
 * @param forwarded whether there is a header {@code X-Forwarded-For}
 * @param peer where it came from
 */
record MetadataRequest(
        String method, String target, String query, Optional<String> metadataHeader, boolean forwarded, Peer peer) {}
