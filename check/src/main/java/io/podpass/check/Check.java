package io.podpass.check;

import io.podpass.core.Finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with plans, states and manifests, told before anything is applied.
 *
 * @param findings errors first, then by file and object; the same for the same files in any order
 * @param seen how many of each kind of thing there were, by name
 */
public record Check(List<Observation> findings, Map<String, Integer> seen) {
    private static final List<Rule> RULES = List.of(
            new PrincipalRule(),
            new RoleRule(),
            new FederationRule(),
            new ClusterRule(),
            new BindingRule(),
            new WorkloadRule(),
            new ExceptionsRule(),
            new BothWorldsRule());

    public Check {
        findings = List.copyOf(findings);
    }

    /** Throws {@link CheckException} for a file that is none of these. */
    public static Check of(List<Source> sources) {
        var world = Documents.read(sources);
        var findings = RULES.stream()
                .flatMap(rule -> rule.inspect(world))
                .distinct()
                .sorted()
                .toList();
        return new Check(findings, seen(world));
    }

    public boolean has(Severity severity) {
        return findings.stream().anyMatch(found -> found.finding().severity() == severity);
    }

    private static Map<String, Integer> seen(World world) {
        var seen = new TreeMap<String, Integer>();
        world.resources().forEach(resource -> seen.merge(resource.type(), 1, Integer::sum));
        world.resources(AzureFacts.ASSIGNMENT)
                .flatMap(assignment -> assignment.text("role_definition_name").stream())
                .forEach(role -> seen.merge(AzureFacts.ASSIGNMENT + " " + role, 1, Integer::sum));
        world.manifests().forEach(manifest -> seen.merge(manifest.kind(), 1, Integer::sum));
        return seen;
    }
}
