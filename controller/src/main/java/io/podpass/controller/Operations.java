package io.podpass.controller;

import io.podpass.http.Health;
import io.podpass.http.Metrics;
import io.podpass.http.OperationsPorts;
import io.podpass.http.OperationsServers;
import io.podpass.http.Probes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** What lets others look after the controller: its health, its metrics, and the two ports where both are told. */
final class Operations implements AutoCloseable {
    private static final String SERVER = "server";

    private final OperationsServers servers;
    private volatile boolean stopping;

    private Operations(
            OperationsPorts ports,
            ControllerMetrics metrics,
            Supplier<Optional<Term>> term,
            WatchHealth watch,
            AzureHealth azure) {
        add(metrics.all(), term);
        var probes = new Probes(
                () -> term.get().isPresent(),
                List.of(this::serving, watch::health, azure::health),
                // A lost lease, a cluster that can't be read and Azure away are waited for: no restart mends them.
                List.of());
        this.servers = OperationsServers.start(ports, probes, metrics.all());
    }

    /**
     * Listens at once: what is not there yet is not healthy. {@code term} is empty while this controller does not act.
     * Throws {@link io.podpass.http.ListenException} when a port is taken.
     */
    static Operations start(
            OperationsPorts ports,
            ControllerMetrics metrics,
            Supplier<Optional<Term>> term,
            WatchHealth watch,
            AzureHealth azure) {
        return new Operations(ports, metrics, term, watch, azure);
    }

    private static void add(Metrics metrics, Supplier<Optional<Term>> term) {
        metrics.gauge(
                "podpass_controller_acts",
                "1 while this controller is the one that acts",
                () -> term.get().isPresent() ? 1 : 0);
        metrics.gauges(
                "podpass_controller_queue_waiting",
                "Pods, hosts and conditions whose turn has not come",
                "queue",
                () -> of(term, Term::waiting));
        metrics.gauges(
                "podpass_controller_host_changes_left",
                "Changes that may be sent at once, by the id of the host",
                "host",
                () -> of(term, now -> now.hosts().changesLeft()));
        metrics.gauges(
                "podpass_controller_host_identities_refused",
                "Identities that Azure refuses and a host goes without for now, by the id of the host",
                "host",
                () -> of(term, now -> now.hosts().leftOut()));
        metrics.gauge(
                "podpass_controller_hosts",
                "Hosts that are looked after",
                () -> of(term, now -> now.hosts().changesLeft()).size());
    }

    private static Map<String, Double> of(Supplier<Optional<Term>> term, Function<Term, Map<String, Double>> numbers) {
        return term.get().map(numbers).orElse(Map.of());
    }

    /** From now on it is not ready. */
    void stopping() {
        stopping = true;
    }

    private Health serving() {
        return stopping ? Health.broken(SERVER, "the controller is stopping") : Health.good(SERVER);
    }

    /** Empty when probes are not served. */
    OptionalInt probePort() {
        return servers.probePort();
    }

    /** Empty when metrics are not served. */
    OptionalInt metricsPort() {
        return servers.metricsPort();
    }

    @Override
    public void close() {
        servers.close();
    }
}
