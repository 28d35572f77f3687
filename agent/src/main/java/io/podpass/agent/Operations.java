package io.podpass.agent;

import io.podpass.http.Health;
import io.podpass.http.OperationsServers;
import io.podpass.http.Probes;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What lets others look after the agent: its health, its metrics, and the two ports where both are told. */
final class Operations implements AutoCloseable {
    private static final String SERVER = "server";
    private static final String REDIRECT = "redirect";
    private static final double MILLIS = Duration.ofSeconds(1).toMillis();

    private final Clock clock;
    private final AgentMetrics metrics;
    private final UpstreamHealth upstream;
    private final Optional<RefusalEvents> events;
    private volatile Supplier<WatchState> watch = () -> WatchState.UNREAD;
    private volatile Optional<Gates> gates = Optional.empty();
    private volatile Optional<Draining> draining = Optional.empty();
    private volatile Optional<RedirectKeeper> redirect = Optional.empty();
    private Optional<OperationsServers> servers = Optional.empty();

    private Operations(OperationsSettings settings, Clock clock, Optional<RefusalEvents> events) {
        this.clock = clock;
        this.events = events;
        this.metrics = new AgentMetrics(new AudienceLabel(settings.everyAudience()));
        this.upstream = new UpstreamHealth(clock);
    }

    /** Listens at once: what is not there yet is not healthy. Throws {@link io.podpass.http.ListenException} when a port is taken. */
    static Operations start(OperationsSettings settings, Clock clock, Optional<RefusalEvents> events) {
        var operations = new Operations(settings, clock, events);
        try {
            operations.servers = Optional.of(operations.listen(settings));
            return operations;
        } catch (RuntimeException e) {
            operations.close();
            throw e;
        }
    }

    private OperationsServers listen(OperationsSettings settings) {
        var probes = new Probes(
                () -> redirect.isPresent(),
                List.of(this::serving, this::watchHealth, this::redirectHealth, upstream::health),
                // What a restart would mend ends the process by itself; that the port answers is the rest.
                List.of());
        metrics.all()
                .counter(
                        "podpass_agent_redirect_repairs_count",
                        "How often the redirect was found changed and put back",
                        () -> redirect.map(keeper -> (double) keeper.state().repairs())
                                .orElse(0.0));
        metrics.all()
                .gauge(
                        "podpass_agent_requests_in_flight",
                        "Requests that are being answered, those that wait included",
                        () -> draining.map(Draining::inFlight).orElse(0));
        metrics.all()
                .gauge(
                        "podpass_agent_watch_age_seconds",
                        "For how long the API server has not told of changes; 0 while it does",
                        () -> watch.get().age(clock.instant()).toMillis() / MILLIS);
        metrics.all()
                .counter(
                        "podpass_agent_events_lost_count",
                        "Refusals that became no events: over the node's budget, or not written",
                        () -> events.map(RefusalEvents::lost).orElse(0L));
        metrics.all()
                .gauges(
                        "podpass_agent_calls_waiting",
                        "Calls to issuers and for instance metadata whose turn has not come",
                        "to",
                        () -> ofGates(FairGate::waiting));
        metrics.all()
                .gauges(
                        "podpass_agent_calls_in_flight",
                        "Calls to issuers and for instance metadata that are under way",
                        "to",
                        () -> ofGates(FairGate::inFlight));
        return OperationsServers.start(settings.ports(), probes, metrics.all());
    }

    Observers observers() {
        var outcomes = new ArrayList<Outcomes>(List.of(new AuditLog(), metrics));
        events.ifPresent(outcomes::add);
        return new Observers(Outcomes.all(outcomes), List.of(metrics, upstream), metrics, metrics::secretUnread);
    }

    private Map<String, Double> ofGates(ToDoubleFunction<FairGate> number) {
        return gates.map(Gates::byName).orElse(Map.of()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, gate -> number.applyAsDouble(gate.getValue())));
    }

    /** What calls from the node go through. */
    void gated(Gates value) {
        gates = Optional.of(value);
    }

    /** What the node's pods are read by. */
    void watching(NodeView view) {
        watch = view::watch;
    }

    /** What counts the requests, and knows whether the agent was told to stop. */
    void serving(Draining value) {
        draining = Optional.of(value);
    }

    /** The redirect has been put in place, and is kept there by this. */
    void redirected(RedirectKeeper keeper) {
        redirect = Optional.of(keeper);
    }

    MetricSnapshots registered() {
        return metrics.all().registered();
    }

    /** Empty when probes are not served. */
    OptionalInt probePort() {
        return servers.map(OperationsServers::probePort).orElse(OptionalInt.empty());
    }

    /** Empty when metrics are not served. */
    OptionalInt metricsPort() {
        return servers.map(OperationsServers::metricsPort).orElse(OptionalInt.empty());
    }

    private Health serving() {
        return draining.filter(Draining::stopped).isPresent()
                ? Health.broken(SERVER, "the agent is stopping")
                : Health.good(SERVER);
    }

    private Health watchHealth() {
        return watch.get().health(clock.instant());
    }

    private Health redirectHealth() {
        if (redirect.isEmpty()) {
            return Health.broken(REDIRECT, "not in place yet");
        }
        var state = redirect.get().state();
        return state.problem()
                .map(problem -> Health.broken(REDIRECT, "unchecked for " + failingFor(state) + " s: " + problem))
                .orElse(Health.good(REDIRECT));
    }

    private long failingFor(RedirectState state) {
        return Duration.between(state.failingSince().orElse(clock.instant()), clock.instant())
                .toSeconds();
    }

    @Override
    public void close() {
        servers.ifPresent(OperationsServers::close);
        events.ifPresent(RefusalEvents::close);
    }
}
