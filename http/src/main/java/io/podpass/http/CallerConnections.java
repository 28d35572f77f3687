package io.podpass.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.podpass.http.CallerConnection.Phase;
import io.podpass.kube.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * All connections of the listener, within {@link ConnectionLimits}. When the total is reached, whoever has the most
 * connections loses the one that has been idle for longest: no caller can keep the others out.
 */
final class CallerConnections implements ServerConnectionSelector {
    /** How exactly time limits are kept. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final ServerConnectionSelector http;
    private final ConnectionLimits limits;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<CallerConnection>> byPeer = new HashMap<>();
    private int total;

    CallerConnections(ServerConnectionSelector http, ConnectionLimits limits, LongSupplier nanos) {
        this.http = http;
        this.limits = limits;
        this.nanos = nanos;
    }

    /** Looks after time limits for as long as the timer runs. */
    void sweepOn(Timer timer) {
        timer.after(SWEEP, () -> {
            try {
                sweep();
            } finally {
                sweepOn(timer);
            }
        });
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var connection = new CallerConnection(context, this, http, nanos);
        return admit(connection) ? connection : new RefusedConnection(context);
    }

    private boolean admit(CallerConnection connection) {
        lock.lock();
        try {
            var own = byPeer.getOrDefault(connection.address(), Set.of()).size();
            if (own >= limits.perPeer() || (total >= limits.total() && !makeRoom(own))) {
                return false;
            }
            byPeer.computeIfAbsent(connection.address(), _ -> new LinkedHashSet<>())
                    .add(connection);
            total++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes one from the peer that has the most, unless the newcomer's has as many. */
    private boolean makeRoom(int newcomer) {
        var most = byPeer.values().stream().max(Comparator.comparingInt(Set::size));
        // One that comes to life at this very moment stays, and counts.
        var victim = most.filter(set -> set.size() > newcomer)
                .flatMap(CallerConnections::longestIdle)
                .filter(connection -> connection.cut(connection.state()));
        victim.ifPresent(this::remove);
        return victim.isPresent();
    }

    private static Optional<CallerConnection> longestIdle(Set<CallerConnection> connections) {
        return connections.stream()
                .min(Comparator.comparing((CallerConnection connection) ->
                                connection.state().phase() != Phase.IDLE)
                        .thenComparingLong(connection -> connection.state().since()));
    }

    void closed(CallerConnection connection) {
        lock.lock();
        try {
            remove(connection);
        } finally {
            lock.unlock();
        }
    }

    private void remove(CallerConnection connection) {
        var own = byPeer.get(connection.address());
        if (own != null && own.remove(connection)) {
            total--;
            if (own.isEmpty()) {
                byPeer.remove(connection.address());
            }
        }
    }

    /** Connections at this moment. */
    int open() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    private void sweep() {
        var now = nanos.getAsLong();
        all().forEach(connection -> {
            var state = connection.state();
            if (limit(state.phase())
                    .filter(limit -> now - state.since() > limit.toNanos())
                    .isPresent()) {
                if (state.phase() == Phase.READING) {
                    connection.cutTelling(state);
                } else {
                    connection.cut(state);
                }
            }
        });
    }

    private Set<CallerConnection> all() {
        lock.lock();
        try {
            var all = new LinkedHashSet<CallerConnection>();
            byPeer.values().forEach(all::addAll);
            return all;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Duration> limit(Phase phase) {
        return switch (phase) {
            case IDLE -> Optional.of(limits.idle());
            case READING -> Optional.of(limits.request());
            case WRITING -> Optional.of(limits.answer());
            // How long an answer takes to make is bounded by the budgets of waiting.
            case ANSWERING -> Optional.empty();
            // It does not even read that it is cut.
            case CUT -> Optional.of(SWEEP);
        };
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
        return http.supportedApplicationProtocols();
    }
}
