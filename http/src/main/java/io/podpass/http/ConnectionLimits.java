package io.podpass.http;

import java.time.Duration;

/**
 * What connections may cost the node. A connection whose request waits takes about 30 KiB, and 75 KiB if it has the largest
 * head and more data behind it: all of them fit into the heap that deploy/jvm/agent.flags gives.
 *
 * @param total connections at a time
 * @param perPeer connections of one source address at a time; SDKs open a handful
 * @param request how long a request may take to arrive, from its first byte to its last
 * @param answer how long an answer may take to be read
 * @param idle how long a connection is kept between two requests
 */
public record ConnectionLimits(int total, int perPeer, Duration request, Duration answer, Duration idle) {
    public static final ConnectionLimits DEFAULTS =
            new ConnectionLimits(1024, 128, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

    public ConnectionLimits {
        if (perPeer < 1 || total < perPeer) {
            throw new IllegalArgumentException("limits of connections must be positive, and the total the larger one");
        }
    }
}
