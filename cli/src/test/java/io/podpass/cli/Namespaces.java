package io.podpass.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.UUID;

/** Tests that make network namespaces run where that is possible, and say why where it is not. */
final class Namespaces {
    private Namespaces() {}

    static void assumePossible() {
        // Which tool redirects is the agent's concern, hence no matter here.
        var machine = NamespaceSupport.ofThisMachine();
        var missing = new NamespaceSupport(
                        machine.system(),
                        machine.root(),
                        tool -> tool.equals("nft") || machine.hasTool().test(tool),
                        machine.trial())
                .missing();
        assumeTrue(missing.isEmpty(), () -> "skipped: network namespaces cannot be used: " + missing.orElseThrow());
    }

    /** No two test runs on a machine share one. */
    static String freshId() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 8);
    }
}
