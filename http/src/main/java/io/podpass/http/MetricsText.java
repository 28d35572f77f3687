package io.podpass.http;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.math.BigDecimal;

/**
 * Prometheus's text format as the old agent wrote it: counters under their own name (the library's writer puts {@code
 * _total} behind each, which would rename {@code ..._count}), and numbers the way Go prints them.
 */
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(4096);

    private MetricsText() {}

    static String of(MetricSnapshots snapshots) {
        var text = new MetricsText();
        snapshots.forEach(text::metric);
        return text.out.toString();
    }

    private void metric(MetricSnapshot metric) {
        if (metric.getDataPoints().isEmpty()) {
            return;
        }
        var name = metric.getMetadata().getPrometheusName();
        switch (metric) {
            case CounterSnapshot counter -> {
                head(metric, "counter");
                counter.getDataPoints().forEach(point -> sample(name, point, "", "", point.getValue()));
            }
            case GaugeSnapshot gauge -> {
                head(metric, "gauge");
                gauge.getDataPoints().forEach(point -> sample(name, point, "", "", point.getValue()));
            }
            case HistogramSnapshot histogram -> {
                head(metric, "histogram");
                histogram.getDataPoints().forEach(point -> histogram(name, point));
            }
            default -> throw new IllegalStateException("no text is known for " + metric.getClass());
        }
    }

    private void head(MetricSnapshot metric, String type) {
        var name = metric.getMetadata().getPrometheusName();
        out.append("# HELP ")
                .append(name)
                .append(' ')
                .append(metric.getMetadata().getHelp())
                .append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void histogram(String name, HistogramDataPointSnapshot point) {
        var soFar = 0L;
        for (var bucket : point.getClassicBuckets()) {
            soFar += bucket.getCount();
            sample(name + "_bucket", point, "le", number(bucket.getUpperBound()), (double) soFar);
        }
        sample(name + "_sum", point, "", "", point.getSum());
        sample(name + "_count", point, "", "", (double) point.getCount());
    }

    private void sample(String name, DataPointSnapshot point, String extraLabel, String extraValue, double value) {
        out.append(name);
        var labels = point.getLabels();
        if (!labels.isEmpty() || !extraLabel.isEmpty()) {
            out.append('{');
            for (var i = 0; i < labels.size(); i++) {
                label(i == 0, labels.getPrometheusName(i), labels.getValue(i));
            }
            if (!extraLabel.isEmpty()) {
                label(labels.isEmpty(), extraLabel, extraValue);
            }
            out.append('}');
        }
        out.append(' ').append(number(value)).append('\n');
    }

    private void label(boolean first, String name, String value) {
        out.append(first ? "" : ",").append(name).append("=\"");
        out.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        out.append('"');
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : BigDecimal.valueOf(value).toPlainString();
    }
}
