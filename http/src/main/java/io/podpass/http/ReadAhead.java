package io.podpass.http;

import static java.util.Objects.requireNonNull;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection. While a request waits, one more piece can be read in the background: only reading tells
 * whether the other end is still there, and what comes instead of the end is kept for the next request. Used by the
 * connection's thread.
 */
final class ReadAhead implements Supplier<byte @Nullable []> {
    private static final int MAX_DISCARDED_BYTES = 256 * 1024;
    private static final Duration QUIET = Duration.ofMillis(50);

    private final DataReader first;
    private final HelidonSocket socket;
    private @Nullable CompletableFuture<byte @Nullable []> ahead;

    /** {@code first} is what the server has read itself, to find out which protocol this is. */
    ReadAhead(DataReader first, HelidonSocket socket) {
        this.first = first;
        this.socket = socket;
    }

    /** Null at the end. */
    @Override
    public byte @Nullable [] get() {
        var running = ahead;
        if (running == null) {
            return read();
        }
        try {
            ahead = null;
            return running.get();
        } catch (InterruptedException _) {
            // The server is closing: nothing more is read from this connection.
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading ahead failed", e.getCause());
        }
    }

    /** Calls {@code ended}, on another thread, should the other end hang up before it sends anything. */
    void start(Runnable ended) {
        if (ahead != null) {
            return;
        }
        var started = new CompletableFuture<byte @Nullable []>();
        ahead = started;
        Thread.ofVirtual().name("podpass-hang-up").start(() -> {
            var bytes = readToTheEnd();
            if (bytes == null) {
                ended.run();
            }
            started.complete(bytes);
        });
    }

    /** Throws away what comes until nothing has come for a moment, or it is too much. */
    void discard() throws InterruptedException {
        for (var left = MAX_DISCARDED_BYTES; left > 0; ) {
            start(() -> {});
            var running = requireNonNull(ahead);
            try {
                var bytes = running.get(QUIET.toMillis(), TimeUnit.MILLISECONDS);
                if (bytes == null) {
                    return;
                }
                ahead = null;
                left -= bytes.length;
            } catch (TimeoutException _) {
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException("reading ahead failed", e.getCause());
            }
        }
    }

    private byte @Nullable [] readToTheEnd() {
        try {
            return read();
        } catch (ServerConnectionException _) {
            // Reset by the other end or closed by this one: an end like any other.
            return null;
        }
    }

    /** Past the server's reader: that one chains all it ever read, and old links keep young ones from being collected. */
    private byte @Nullable [] read() {
        if (first.available() > 0) {
            return first.readBytes(first.available());
        }
        try {
            return socket.get();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("the connection broke", e);
        }
    }
}
