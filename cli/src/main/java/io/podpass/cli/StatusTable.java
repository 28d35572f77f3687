package io.podpass.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report of {@code podpass status} for people. */
final class StatusTable {
    private StatusTable() {}

    static String render(StatusReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAMESPACE", "POD", "NODE", "SELECTOR", "IDENTITY", "STATE", "AGE"));
        report.pods()
                .forEach(row -> rows.add(List.of(
                        row.namespace(),
                        row.pod(),
                        orNone(row.node()),
                        orNone(row.selector()),
                        orNone(row.identity()),
                        row.state(),
                        age(row.ageSeconds()))));
        var hosts = report.hosts().entrySet().stream()
                .map(host -> host.getKey() + " (" + host.getValue() + ")")
                .collect(Collectors.joining(", "));
        return DemoTable.columns(rows)
                + "\nPods: " + report.ready() + " ready, " + report.waiting() + " waiting, " + report.refused()
                + " refused. Identities on hosts: " + (hosts.isEmpty() ? "none" : hosts) + ". Leader: "
                + (report.leader().isEmpty() ? "none" : report.leader()) + ".\n";
    }

    /** In the largest unit of which there are two or more. */
    static String age(long seconds) {
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
