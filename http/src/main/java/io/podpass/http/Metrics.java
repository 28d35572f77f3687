package io.podpass.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The metrics of one role. Those of the old roles keep names, labels and buckets (spec aad-pod-identity §3.13) and begin
 * with {@code aadpodidentity_}, new ones with {@code podpass_}. A series appears with its first observation. Safe for use by
 * many threads.
 */
public final class Metrics {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final PrometheusRegistry registry = new PrometheusRegistry();

    public static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    public Histogram histogram(String name, String help, Bounds bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(bounds.seconds())
                .register(registry);
    }

    public Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** A number that only grows, kept by somebody else. */
    public void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** A value that is asked for whenever somebody reads the metrics. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Numbers by the values of one label. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((key, value) -> callback.call(value, key)))
                .register(registry);
    }

    /** All that there are, those without an observation included. */
    public MetricSnapshots registered() {
        return registry.scrape();
    }

    /** As the old roles wrote them. */
    public String text() {
        return MetricsText.of(registered());
    }
}
