package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What lets others look after the agent: its health, its metrics, and the two ports where both are told. */
final class Operations implements AutoCloseable {
    private static final String REDIRECT = "redirect";

    private final Clock clock;
    private final AgentMetrics metrics;
    private final UpstreamHealth upstream;
    private final List<OperationsServer> servers = new ArrayList<>();
    private volatile Optional<RedirectKeeper> redirect = Optional.empty();
    private OptionalInt probePort = OptionalInt.empty();
    private OptionalInt metricsPort = OptionalInt.empty();

    private Operations(OperationsSettings settings, Clock clock) {
        this.clock = clock;
        this.metrics = new AgentMetrics(new AudienceLabel(settings.everyAudience()));
        this.upstream = new UpstreamHealth(clock);
    }

    /** Listens at once: what is not there yet is not healthy. Throws {@link AgentException} when a port is taken. */
    static Operations start(OperationsSettings settings, Clock clock) {
        var operations = new Operations(settings, clock);
        try {
            operations.listen(settings);
            return operations;
        } catch (RuntimeException e) {
            operations.close();
            throw e;
        }
    }

    private void listen(OperationsSettings settings) {
        var probes = new Probes(() -> redirect.isPresent(), List.of(this::redirectHealth, upstream::health), List.of());
        settings.probes().ifPresent(address -> {
            servers.add(OperationsServer.start(address, "--http-probe-port", probes::answer));
            probePort = OptionalInt.of(servers.getLast().port());
        });
        metrics.gauge(
                "podpass_agent_redirect_repairs_count",
                "How often the redirect was found changed and put back",
                () -> redirect.map(keeper -> (double) keeper.state().repairs()).orElse(0.0));
        settings.metrics().ifPresent(address -> {
            servers.add(OperationsServer.start(address, "--prometheus-port", this::metrics));
            metricsPort = OptionalInt.of(servers.getLast().port());
        });
    }

    Observers observers() {
        return new Observers(Outcomes.all(List.of(new AuditLog(), metrics)), List.of(metrics, upstream));
    }

    /** The redirect has been put in place, and is kept there by this. */
    void redirected(RedirectKeeper keeper) {
        redirect = Optional.of(keeper);
    }

    /** Empty when probes are not served. */
    OptionalInt probePort() {
        return probePort;
    }

    /** Empty when metrics are not served. */
    OptionalInt metricsPort() {
        return metricsPort;
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

    private Reply metrics(String path) {
        return path.equals("/metrics")
                ? new Reply(200, MetricsText.CONTENT_TYPE, metrics.text().getBytes(UTF_8), Map.of())
                : Reply.plain(404, "not found: /metrics is served here");
    }

    @Override
    public void close() {
        servers.forEach(OperationsServer::close);
    }
}
