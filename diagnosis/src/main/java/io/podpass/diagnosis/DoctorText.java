package io.podpass.diagnosis;

import io.podpass.core.Finding;
import io.podpass.core.Finding.Severity;
import java.util.Locale;
import java.util.stream.Collectors;

/** A doctor's report for people. */
public final class DoctorText {
    private DoctorText() {}

    /** Ends with a line feed. */
    public static String of(Doctor.Report report) {
        return report.findings().stream().map(DoctorText::block).collect(Collectors.joining())
                + number(report, Severity.ERROR, "error") + ", " + number(report, Severity.WARNING, "warning") + ", "
                + count(report, Severity.INFO) + " for information. " + report.seen() + "\n";
    }

    private static String block(Finding finding) {
        return "%-8s %s%n         %s%n         %s%n         %s%n%n"
                .formatted(
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.kind().id(),
                        finding.object(),
                        finding.observed(),
                        finding.remedy());
    }

    private static String number(Doctor.Report report, Severity severity, String name) {
        var count = count(report, severity);
        return count + " " + name + (count == 1 ? "" : "s");
    }

    private static long count(Doctor.Report report, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
