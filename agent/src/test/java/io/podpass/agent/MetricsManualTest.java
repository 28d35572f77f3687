package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Holds the metrics of {@code docs/agent.md} against those that there are. */
final class MetricsManualTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `((?:aadpodidentity|podpass)_\\w+)(?:\\{[^}]*})?` \\| (\\w+) \\|");

    @Test
    void everyMetricIsInTheManualWithItsTypeAndNoOther() throws IOException {
        var manual = ROW.matcher(Files.readString(Path.of("../docs/agent.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        try (var operations = Operations.start(OperationsSettings.NONE, Clock.systemUTC(), Optional.empty())) {
            assertThat(operations.registered().stream())
                    .isNotEmpty()
                    .allSatisfy(metric -> assertThat(manual)
                            .containsEntry(metric.getMetadata().getPrometheusName(), type(metric)));
            assertThat(manual).hasSize((int) operations.registered().stream().count());
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
