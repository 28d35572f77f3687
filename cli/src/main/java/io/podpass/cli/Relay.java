package io.podpass.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads every connection that arrives at one socket on to a target chosen by who is calling. Bytes pass unchanged both
 * ways; each side's end of output reaches the other side, so half-closed connections work.
 *
 * <p>The listening socket may belong to another network namespace: connections to targets are made in the namespace of
 * the JVM. Thread-safe.
 */
final class Relay implements AutoCloseable {
    /** Targets are on this machine: one that does not answer at once is not there. */
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(5);

    /** Between two tries to accept while the process is short of descriptors. */
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final ServerSocket listener;
    private final Function<InetAddress, Optional<InetSocketAddress>> targets;
    private final Optional<InetAddress> localAddress;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("relay-", 0).factory());

    private Relay(
            ServerSocket listener,
            Function<InetAddress, Optional<InetSocketAddress>> targets,
            Optional<InetAddress> localAddress) {
        this.listener = listener;
        this.targets = targets;
        this.localAddress = localAddress;
    }

    /** Takes over {@code listener}. A connection for whose caller there is no target is closed. */
    static Relay start(ServerSocket listener, Function<InetAddress, Optional<InetSocketAddress>> targets) {
        return start(listener, targets, Optional.empty());
    }

    /** Connects to targets from {@code localAddress}, if there is one. */
    static Relay start(
            ServerSocket listener,
            Function<InetAddress, Optional<InetSocketAddress>> targets,
            Optional<InetAddress> localAddress) {
        var relay = new Relay(listener, targets, localAddress);
        relay.threads.execute(relay::acceptAll);
        return relay;
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                hand(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("cannot accept at {}: {}", listener.getLocalSocketAddress(), e.toString());
                    pause();
                }
            }
        }
    }

    private void hand(Socket caller) throws IOException {
        try {
            threads.execute(() -> serve(caller));
        } catch (RejectedExecutionException _) {
            caller.close(); // accepted while the relay was being closed
        }
    }

    private void pause() {
        try {
            closed.await(ACCEPT_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket caller) {
        try (caller;
                var target = new Socket()) {
            track(caller);
            track(target);
            var address = targets.apply(caller.getInetAddress());
            if (address.isEmpty()) {
                LOG.debug("no target for {} at {}", caller.getInetAddress(), listener.getLocalSocketAddress());
                return;
            }
            if (localAddress.isPresent()) {
                target.bind(new InetSocketAddress(localAddress.get(), 0));
            }
            target.connect(address.get(), Math.toIntExact(CONNECT_DEADLINE.toMillis()));
            var there = threads.submit(() -> pump(caller, target));
            pump(target, caller);
            there.get();
        } catch (IOException | ExecutionException e) {
            // Either side may go away at any time; the other one then sees its connection end.
            LOG.debug("connection of {} ended: {}", caller, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    /** A socket that comes too late for {@link #close()} to see it is closed here. */
    private void track(Socket socket) throws IOException {
        sockets.add(socket);
        if (closed.getCount() == 0) {
            socket.close();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("{} to {} ended: {}", from, to, e.toString());
            // What was cut off on the way must not look complete to the other side.
            abort(from);
            abort(to);
        }
    }

    private static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("{} was closed already: {}", socket, e.toString());
        }
    }

    /** Ends every connection. Returns when no thread of this relay is left, or after 5 s. */
    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new PodNetworkException("cannot close the relay at " + listener.getLocalSocketAddress(), e);
        } finally {
            threads.shutdownNow();
        }
        try {
            if (!threads.awaitTermination(CLOSE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("connections of the relay at {} are slow to end", listener.getLocalSocketAddress());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
