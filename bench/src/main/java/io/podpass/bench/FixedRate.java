package io.podpass.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate, whatever the server does: each has its time in the plan, and is measured from that
 * time on and not from when a connection was free for it. A server that stalls is charged with all that it delayed.
 */
final class FixedRate {
    private final String from;
    private final Endpoint to;
    private final int perSecond;
    private final int connections;

    FixedRate(String from, Endpoint to, int perSecond, int connections) {
        this.from = from;
        this.to = to;
        this.perSecond = perSecond;
        this.connections = connections;
    }

    /** In a process of its own, so that it shares no garbage collector with anything: FROM HOST PORT RATE CONNECTIONS SECONDS. */
    public static void main(String[] args) throws InterruptedException {
        var to = new Endpoint(args[1], Integer.parseInt(args[2]));
        var load = new FixedRate(args[0], to, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        System.out.println(load.run(Duration.ofSeconds(Long.parseLong(args[5]))).line());
    }

    /** Throws {@link BenchException} when a request had no token for an answer. */
    Latencies run(Duration length) throws InterruptedException {
        var nanos = new long[Math.toIntExact(perSecond * length.toSeconds())];
        var next = new AtomicInteger();
        var request = Connection.request(Endpoint.warmTarget());
        var lines = new ArrayList<Future<?>>();
        // Half a second in which all connections are made.
        var start = System.nanoTime() + Duration.ofMillis(500).toNanos();
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (var i = 0; i < connections; i++) {
                lines.add(threads.submit(() -> {
                    send(nanos, next, request, start);
                    return null;
                }));
            }
            for (var line : lines) {
                line.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException("a request at a fixed rate failed: " + e.getCause(), e);
        }
        return Latencies.of(nanos);
    }

    private void send(long[] nanos, AtomicInteger next, byte[] request, long start) throws IOException {
        try (var connection = Connection.open(from, to)) {
            for (var i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
                var due = start + i * 1_000_000_000L / perSecond;
                for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                var status = connection.exchange(request).status();
                nanos[i] = System.nanoTime() - due;
                if (status != 200) {
                    throw new BenchException("answered " + status);
                }
            }
        }
    }
}
