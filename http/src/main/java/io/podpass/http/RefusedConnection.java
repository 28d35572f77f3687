package io.podpass.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;

/** One connection too many: told so without being listened to, so that it costs nothing. */
final class RefusedConnection implements ServerConnection {
    private static final byte[] ANSWER = ("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"
                    + Reply.REASON + ": too-many-connections\r\nContent-Length: 0\r\n\r\n")
            .getBytes(US_ASCII);

    private final ConnectionContext context;

    RefusedConnection(ConnectionContext context) {
        this.context = context;
    }

    @Override
    public void handle(Limit limit) {
        context.dataWriter().writeNow(BufferData.create(ANSWER));
    }

    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        // It closes by itself once the answer is written.
    }
}
