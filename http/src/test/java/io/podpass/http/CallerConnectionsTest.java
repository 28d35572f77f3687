package io.podpass.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.podpass.kube.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that can't even be told that they end. */
@Timeout(60)
final class CallerConnectionsTest {
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(2, 2, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final Deque<Runnable> due = new ArrayDeque<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private long nanos;
    private final CallerConnections connections = new CallerConnections(new Http(), LIMITS, () -> nanos);

    /** Reads what has come of each connection at once. */
    private static final class Http implements ServerConnectionSelector {
        @Override
        public ServerConnection connection(ConnectionContext context) {
            context.dataReader().ensureAvailable();
            return new Reading();
        }

        @Override
        public int bytesToIdentifyConnection() {
            return 0;
        }

        @Override
        public Support supports(BufferData data) {
            return Support.SUPPORTED;
        }

        @Override
        public Set<String> supportedApplicationProtocols() {
            return Set.of();
        }
    }

    private static final class Reading implements ServerConnection {
        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            throw new UnsupportedOperationException("the server goes on");
        }
    }

    private final class DueTasks implements Timer {
        @Override
        public void after(Duration delay, Runnable task) {
            due.add(task);
        }

        @Override
        public void close() {
            due.clear();
        }
    }

    private FakeConnection open(String peer, Consumer<FakeConnection> write) {
        var connection = new FakeConnection(peer, write);
        connections.connection(connection);
        return connection;
    }

    private void blocks(FakeConnection connection) {
        try {
            release.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void isReset(FakeConnection connection) {
        throw new SocketWriterException(new IOException("Broken pipe"));
    }

    private void passTheLimit() {
        nanos += LIMITS.request().plusSeconds(1).toNanos();
        due.remove().run();
    }

    private static void assertClosed(FakeConnection connection) throws InterruptedException {
        assertThat(connection.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void release() {
        release.countDown();
    }

    @Test
    void oneThatReadsNothingHoldsUpNoOtherLimit() throws InterruptedException {
        connections.sweepOn(new DueTasks());
        var deaf = open("10.0.0.1", this::blocks);
        var slow = open("10.0.0.2", _ -> {});

        passTheLimit();

        assertClosed(slow);
        passTheLimit();
        assertClosed(deaf);
    }

    @Test
    void oneThatWasResetMeanwhileEndsNoOtherLimit() throws InterruptedException {
        connections.sweepOn(new DueTasks());
        var reset = open("10.0.0.1", CallerConnectionsTest::isReset);
        var slow = open("10.0.0.2", _ -> {});

        passTheLimit();

        assertClosed(slow);
        assertClosed(reset);
        assertThat(due).hasSize(1);
    }

    @Test
    void oneThatReadsNothingKeepsNobodyOut() throws InterruptedException {
        var deaf = open("10.0.0.1", this::blocks);
        open("10.0.0.1", this::blocks);

        open("10.0.0.2", _ -> {});

        assertClosed(deaf);
        assertThat(connections.open()).isEqualTo(2);
    }
}
