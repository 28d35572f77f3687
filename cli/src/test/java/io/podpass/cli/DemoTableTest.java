package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.cli.DemoReport.Expect;
import io.podpass.cli.DemoReport.PodRow;
import io.podpass.cli.DemoReport.RefusalRow;
import io.podpass.cli.DemoReport.ServiceResult;
import io.podpass.cli.DemoReport.TokenResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoTableTest {
    private static final PodRow GOOD = row("reader", true);

    @Test
    void columnsLineUp() {
        var lines = DemoTable.render(report(GOOD, row("a-pod-with-a-long-name", true)))
                .lines()
                .limit(3)
                .toList();

        var column = lines.getFirst().indexOf("NODE");
        assertThat(lines.get(1).indexOf("node-0")).isEqualTo(column);
        assertThat(lines.get(2).indexOf("node-0")).isEqualTo(column);
    }

    @Test
    void aRowThatWentWrongSaysSo() {
        assertThat(DemoTable.render(report(row("reader", false)))).contains("WRONG");
    }

    @Test
    void theReportIsOkOnlyIfEachRowIs() {
        assertThat(report(GOOD, GOOD).ok()).isTrue();
        assertThat(report(GOOD, row("other", false)).ok()).isFalse();
        assertThat(new DemoReport(
                                "loopback",
                                List.of(GOOD),
                                List.of(new RefusalRow("odd path", 200, "", false)),
                                List.of(),
                                Map.of())
                        .ok())
                .isFalse();
    }

    @Test
    void theObjectsAreShownAsKubectlShowsThem() {
        var report = new DemoReport(
                "loopback",
                List.of(GOOD),
                List.of(),
                List.of(new ObjectTable(
                        "azureidentities", List.of(List.of("NAME", "READY"), List.of("orders", "True")))),
                Map.of());

        assertThat(DemoTable.render(report)).endsWith("NAME    READY\norders  True\n");
    }

    private static DemoReport report(PodRow... rows) {
        return new DemoReport("loopback", List.of(rows), List.of(), List.of(), Map.of());
    }

    private static PodRow row(String name, boolean ok) {
        return new PodRow(
                "demo",
                name,
                "node-0",
                "secrets-reader",
                Expect.ALLOWED,
                new TokenResult(200, "issued"),
                new ServiceResult(200),
                null,
                ok);
    }
}
