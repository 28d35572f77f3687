package io.podpass.agent;

import io.podpass.agent.Outcome.Verdict;
import io.podpass.azure.TokenException;
import io.podpass.core.Pod;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Every metric of the agent, by its name. Those of the old agent keep names, labels and buckets (spec aad-pod-identity
 * §3.13) and begin with {@code aadpodidentity_}, new ones with {@code podpass_}. No label's values are the caller's to
 * choose. A series appears with its first observation. Safe for use by many threads.
 */
final class AgentMetrics implements Outcomes, Fetches, Routed {
    private static final double[] REQUEST_SECONDS = {0.5, 1, 2, 3, 4, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100
    };
    private static final double[] FETCH_SECONDS = {
        0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2, 3, 4, 5, 10
    };
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AudienceLabel audiences;

    private final Histogram requests = Histogram.builder()
            .name("aadpodidentity_nmi_operations_duration_seconds")
            .help("Latency in seconds for nmi operations")
            .labelNames("operation_type", "status_code", "namespace", "resource")
            .classicOnly()
            .classicUpperBounds(REQUEST_SECONDS)
            .register(registry);
    private final Histogram fetches = Histogram.builder()
            .name("aadpodidentity_imds_operations_duration_seconds")
            .help("Latency in seconds of imds token operations")
            .labelNames("operation_type")
            .classicOnly()
            .classicUpperBounds(FETCH_SECONDS)
            .register(registry);
    private final Counter fetchErrors = Counter.builder()
            .name("aadpodidentity_imds_operations_errors_count")
            .help("Total number of errors in imds token operations")
            .labelNames("operation_type")
            .register(registry);
    private final Counter apiErrors = Counter.builder()
            .name("aadpodidentity_kubernetes_api_operations_errors_count")
            .help("Total number of errors in kubernetes api operations")
            .labelNames("operation_type")
            .register(registry);
    private final Counter answers = Counter.builder()
            .name("podpass_agent_requests_count")
            .help("Requests that were answered, by where their paths led and by status")
            .labelNames("route", "status")
            .register(registry);
    private final Counter issued = Counter.builder()
            .name("podpass_agent_tokens_issued_count")
            .help("Tokens given to pods, by where they came from")
            .labelNames("source")
            .register(registry);
    private final Counter refused = Counter.builder()
            .name("podpass_agent_tokens_refused_count")
            .help("Token requests refused, by reason")
            .labelNames("reason")
            .register(registry);

    AgentMetrics(AudienceLabel audiences) {
        this.audiences = audiences;
    }

    @Override
    public void decided(Outcome outcome) {
        requests.labelValues(
                        outcome.operation().path(),
                        String.valueOf(outcome.status()),
                        outcome.pod().map(Pod::key).map(key -> key.namespace()).orElse(""),
                        audiences.of(outcome.query().resource()))
                .observe(outcome.took().toNanos() / NANOS);
        switch (outcome.verdict()) {
            case Verdict.Issued(var _, var origin) ->
                issued.labelValues(origin.name().toLowerCase(Locale.ROOT)).inc();
            case Verdict.Refused(var refusal) -> {
                refused.labelValues(refusal.reason()).inc();
                if (outcome.pod().isEmpty() && soughtInVain(refusal.cause())) {
                    apiErrors.labelValues("get_pod_list").inc();
                }
            }
        }
    }

    /** Whether a pod was looked for at all. */
    private static boolean soughtInVain(RefusalReason reason) {
        return switch (reason) {
            case MALFORMED_REQUEST, NOT_FROM_NODE, AGENT_STOPPING, AGENT_FAILED, CALLER_GONE -> false;
            default -> true;
        };
    }

    @Override
    public void answered(Route route, int status) {
        answers.labelValues(route.label(), String.valueOf(status)).inc();
    }

    void secretUnread() {
        apiErrors.labelValues("get_secret").inc();
    }

    @Override
    public void fetched(Fetch kind, Duration took) {
        fetches.labelValues(kind.label()).observe(took.toNanos() / NANOS);
    }

    @Override
    public void failed(Fetch kind, TokenException failure) {
        fetchErrors.labelValues(kind.label()).inc();
    }

    /** A number that only grows, kept by somebody else. */
    void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Numbers by the values of one label. */
    void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((key, value) -> callback.call(value, key)))
                .register(registry);
    }

    /** A value that is asked for whenever somebody reads the metrics. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** All that there are, those without an observation included. */
    MetricSnapshots registered() {
        return registry.scrape();
    }

    String text() {
        return MetricsText.of(registered());
    }
}
