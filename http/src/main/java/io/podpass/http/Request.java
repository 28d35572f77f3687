package io.podpass.http;

import java.util.Optional;
import java.util.function.Function;

/**
 * One HTTP request.
 *
 * @param target path of the request line, as it came
 * @param query raw, without the question mark
 * @param header the first value of the header of that name, in any case
 * @param peer where it came from
 */
public record Request(
        String method, String target, String query, Function<String, Optional<String>> header, Peer peer) {}
