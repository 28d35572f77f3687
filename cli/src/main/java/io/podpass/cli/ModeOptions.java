package io.podpass.cli;

import io.podpass.agent.OperationMode;
import picocli.CommandLine.Option;

/** Where the agent knows from which pod may use which identity. */
final class ModeOptions {
    @Option(
            names = "--operation-mode",
            defaultValue = "standard",
            description = "standard (assignments that the controller writes) or managed (bindings and identities of the"
                    + " pod's namespace; no controller). Default: ${DEFAULT-VALUE}.")
    private String mode = "";

    OperationMode mode() {
        // Old text (spec aad-pod-identity §2.1).
        return OperationMode.ofFlag(mode)
                .orElseThrow(() -> new UsageException(
                        "operation mode " + mode + " not supported: --operation-mode is standard or managed"));
    }
}
