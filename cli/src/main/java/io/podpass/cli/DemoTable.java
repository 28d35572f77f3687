package io.podpass.cli;

import io.podpass.cli.DemoReport.Expect;
import io.podpass.cli.DemoReport.PodRow;
import io.podpass.cli.DemoReport.RefusalRow;
import io.podpass.cli.DemoReport.ServiceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report as a table for people. */
final class DemoTable {
    private static final int REASON_WIDTH = 60;

    private DemoTable() {}

    static String render(DemoReport report) {
        var pods = new ArrayList<List<String>>();
        pods.add(List.of("POD", "NODE", "IDENTITY", "EXPECTED", "TOKEN", "KEY VAULT", "BLOB", "", "REASON"));
        report.pods().forEach(row -> pods.add(cells(row)));
        var refusals = new ArrayList<List<String>>();
        refusals.add(List.of("REQUEST", "STATUS", "", "REASON"));
        report.refusals().forEach(row -> refusals.add(cells(row)));
        var tables = Stream.concat(
                Stream.of(pods, refusals), report.objects().stream().map(ObjectTable::rows));
        return tables.map(DemoTable::columns).collect(Collectors.joining("\n"));
    }

    private static List<String> cells(PodRow row) {
        return List.of(
                row.namespace() + "/" + row.name(),
                row.node(),
                row.identity(),
                row.expect() == Expect.ALLOWED ? "allowed" : "refused",
                Integer.toString(row.token().status()),
                status(row.keyVault()),
                status(row.blob()),
                mark(row.ok()),
                shorten(row.token().reason()));
    }

    private static List<String> cells(RefusalRow row) {
        return List.of(row.what(), Integer.toString(row.status()), mark(row.ok()), shorten(row.reason()));
    }

    private static String status(@Nullable ServiceResult result) {
        return result == null ? "-" : Integer.toString(result.status());
    }

    private static String mark(boolean ok) {
        return ok ? "ok" : "WRONG";
    }

    private static String shorten(String reason) {
        var colon = reason.indexOf(": ");
        var head = colon > 0 ? reason.substring(0, colon) : reason;
        return head.length() <= REASON_WIDTH ? head : head.substring(0, REASON_WIDTH - 3) + "...";
    }

    static String columns(List<List<String>> rows) {
        var widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
