package io.podpass.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.podpass.kube.IpAddresses;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, around the server's own handling of it: knows what it is busy with and since when, and notices that
 * the caller hangs up while a request waits. The server itself does neither.
 */
final class CallerConnection implements ServerConnection, InterruptableTask<Void>, Peer {
    /** What a connection is busy with, and since when. */
    record State(Phase phase, long since) {}

    enum Phase {
        /** Nothing of a next request has come. */
        IDLE,
        READING,
        ANSWERING,
        WRITING,
        /** Closed from outside, or about to be; no other phase follows. */
        CUT
    }

    private static final byte[] TOO_SLOW =
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);

    private final ConnectionContext context;
    private final CallerConnections owner;
    private final LongSupplier nanos;
    private final String address;
    private final ReadAhead input;
    private final DataReader reader;
    private final ServerConnection http;
    private final AtomicReference<State> state;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread answering;
    private boolean gone;
    /** Used by the connection's thread alone. */
    private boolean old;

    CallerConnection(
            ConnectionContext context, CallerConnections owner, ServerConnectionSelector http, LongSupplier nanos) {
        this.context = context;
        this.owner = owner;
        this.nanos = nanos;
        this.address = context.remotePeer().address() instanceof InetSocketAddress peer
                ? IpAddresses.canonical(peer.getAddress())
                : "";
        this.input = new ReadAhead(context.dataReader(), context.serverSocket());
        this.reader = DataReader.create(this::read);
        this.state = new AtomicReference<>(new State(Phase.IDLE, nanos.getAsLong()));
        this.http = http.connection(new CallerContext(context, reader, this));
    }

    /** The connection that a request came by. */
    static CallerConnection of(ServerRequest request) {
        if (request.remotePeer() instanceof CallerContext.Remote remote) {
            return remote.connection();
        }
        throw new IllegalStateException("a request came by a connection that nobody looks after");
    }

    @Override
    public String address() {
        return address;
    }

    State state() {
        return state.get();
    }

    /** Whether the request under way is one of HTTP/1.0. */
    boolean old() {
        return old;
    }

    /** A request is complete. Throws when the connection was cut meanwhile. */
    void begin() {
        become(Phase.ANSWERING);
        lock.lock();
        try {
            answering = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void watch() {
        input.start(this::hungUp);
        lock.lock();
        try {
            if (gone) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean gone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** The answer is there. False when nobody is left to read it; no interrupt comes after this. */
    boolean end() {
        lock.lock();
        try {
            answering = null;
            if (gone) {
                Thread.interrupted();
            }
            return !gone;
        } finally {
            lock.unlock();
        }
    }

    void writing() {
        become(Phase.WRITING);
    }

    /** {@code more} is whether a body is to follow, which is not looked at. */
    void written(boolean more) {
        become(more || reader.available() > 0 ? Phase.READING : Phase.IDLE);
    }

    private void hungUp() {
        lock.lock();
        try {
            gone = true;
            if (answering != null) {
                answering.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] read() {
        var bytes = input.get();
        var phase = state.get().phase();
        if (bytes == null && phase == Phase.READING) {
            // The server would take it for a failure of its own, answer 500 and log a stack trace for each.
            throw new CloseConnectionException("the caller hung up within a request");
        }
        if (bytes == null || phase != Phase.IDLE) {
            return bytes;
        }
        become(Phase.READING);
        var head = RequestHead.of(bytes, input);
        old = head.old();
        return head.bytes();
    }

    private void become(Phase next) {
        var previous = state.get();
        if (previous.phase() == Phase.CUT || !state.compareAndSet(previous, new State(next, nanos.getAsLong()))) {
            throw new CloseConnectionException("the connection was cut");
        }
    }

    /** Closes it if it still is in that state; says whether it was. */
    boolean cut(State seen) {
        if (!leave(seen)) {
            return false;
        }
        closeSocket();
        return true;
    }

    /** As {@link #cut}, but says why to whoever sends too slowly. */
    void cutTelling(State seen) {
        if (leave(seen)) {
            // One who reads nothing either would hold up the calling thread, and with it what happens to all others.
            Thread.ofVirtual().name("podpass-too-slow").start(this::tellAndClose);
        }
    }

    private boolean leave(State seen) {
        return state.compareAndSet(seen, new State(Phase.CUT, nanos.getAsLong()));
    }

    private void tellAndClose() {
        try {
            context.dataWriter().writeNow(BufferData.create(TOO_SLOW));
        } catch (SocketWriterException _) {
            // It was closed by the other end meanwhile, or by a second cut.
        } finally {
            closeSocket();
        }
    }

    private void closeSocket() {
        try {
            context.serverSocket().close();
        } catch (UncheckedIOException _) {
            // It was closed by the other end meanwhile.
        }
    }

    @Override
    public boolean canInterrupt() {
        return http instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            http.handle(limit);
            // It has refused what is no request. Closing with some of that unread would reset the connection, and the
            // reset overtake the answer.
            input.discard();
        } finally {
            owner.closed(this);
        }
    }

    /** Idle connections are closed by {@link CallerConnections}, not by the server. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        http.close(interrupt);
    }
}
