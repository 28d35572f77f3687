package io.podpass.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** A flag of the old agent that manifests still pass, and that has no effect. */
final class OldAgentOptions {
    @Option(names = "--MICNamespace", paramLabel = "VALUE", hidden = true)
    private List<String> namespaces = List.of();

    /** How many were passed. */
    long passed() {
        return namespaces.size();
    }
}
