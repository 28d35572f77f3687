package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.http.OperationsPorts;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the metrics of {@code docs/controller.md} against those that there are. */
class MetricsManualTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `((?:aadpodidentity|podpass)_\\w+)(?:\\{[^}]*})?` \\| (\\w+) \\|");

    @Test
    void everyMetricIsInTheManualWithItsTypeAndNoOther() throws IOException {
        var manual = ROW.matcher(Files.readString(Path.of("../docs/controller.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        var metrics = new ControllerMetrics(System::nanoTime);
        var watch = new WatchHealth(() -> true, Optional::empty, Clock.systemUTC());

        try (var operations = Operations.start(
                OperationsPorts.NONE, metrics, Optional::empty, watch, new AzureHealth(Clock.systemUTC()))) {
            var registered = metrics.all().registered();
            assertThat(registered.stream())
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(manual)
                            .containsEntry(metric.getMetadata().getPrometheusName(), type(metric)));
            assertThat(manual).hasSize((int) registered.stream().count());
            assertThat(operations.metricsPort()).isEmpty();
        }
    }

    private static String type(MetricSnapshot metric) {
        return switch (metric) {
            case CounterSnapshot _ -> "counter";
            case GaugeSnapshot _ -> "gauge";
            case HistogramSnapshot _ -> "histogram";
            default -> throw new IllegalStateException("no row is known for " + metric.getClass());
        };
    }
}
