package io.podpass.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The outcome for programs: fields are added, and never renamed. */
public final class CheckJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CheckJson() {}

    public static String render(Check check) {
        var report = MAPPER.createObjectNode();
        var findings = report.putArray("findings");
        check.findings().forEach(found -> findings.add(finding(found)));
        var seen = report.putObject("seen");
        check.seen().forEach(seen::put);
        return report.toPrettyString() + "\n";
    }

    private static ObjectNode finding(Observation found) {
        var finding = found.finding();
        var node = MAPPER.createObjectNode()
                .put("id", finding.kind().id())
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("object", finding.object())
                .put("file", found.place().file());
        if (found.place().line() > 0) {
            node.put("line", found.place().line());
        }
        return node.put("observed", finding.observed()).put("remedy", finding.remedy());
    }
}
