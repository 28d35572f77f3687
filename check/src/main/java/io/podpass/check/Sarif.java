package io.podpass.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.core.Finding.Severity;
import io.podpass.core.FindingKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** SARIF 2.1.0, which code scanning reads. */
public final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Sarif() {}

    /** {@code manual} is where docs/findings.md can be read, without the # and what follows it. */
    public static String render(Check check, String version, String manual) {
        var log = MAPPER.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        var run = log.putArray("runs").addObject();
        var driver = run.putObject("tool").putObject("driver");
        driver.put("name", "podpass").put("semanticVersion", version).put("informationUri", manual);
        var kinds = check.findings().stream()
                .map(Observation::kind)
                .distinct()
                .sorted()
                .toList();
        var rules = driver.putArray("rules");
        kinds.forEach(kind -> rules.add(rule(kind, manual)));
        var results = run.putArray("results");
        check.findings().forEach(found -> results.add(result(found, kinds)));
        return log.toPrettyString() + "\n";
    }

    private static ObjectNode rule(FindingKind kind, String manual) {
        var rule = MAPPER.createObjectNode().put("id", kind.id()).put("helpUri", manual + "#" + kind.id());
        rule.putObject("shortDescription").put("text", kind.title());
        rule.putObject("defaultConfiguration").put("level", level(kind.severity()));
        return rule;
    }

    private static ObjectNode result(Observation found, List<FindingKind> kinds) {
        var finding = found.finding();
        var result = MAPPER.createObjectNode()
                .put("ruleId", finding.kind().id())
                .put("ruleIndex", kinds.indexOf(finding.kind()))
                .put("level", level(finding.severity()));
        result.putObject("message")
                .put("text", finding.object() + ": " + finding.observed() + ". To mend it: " + finding.remedy());
        var location = result.putArray("locations").addObject();
        var physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(found.place().file()));
        // Code scanning shows nothing of a result without a region.
        physical.putObject("region").put("startLine", Math.max(1, found.place().line()));
        location.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", finding.object())
                .put("kind", "resource");
        result.putObject("partialFingerprints").put("podpass/v1", finding.kind().id() + " " + finding.object());
        return result;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    /** A relative reference stays one: code scanning takes it from the root of the repository. */
    private static String uri(String file) {
        try {
            return new URI(null, null, file, null).toASCIIString();
        } catch (URISyntaxException _) {
            // Such as a name with a colon in its first part, which would read as a scheme.
            return "./" + file.replace("%", "%25").replace(" ", "%20");
        }
    }
}
