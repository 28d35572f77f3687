package io.podpass.cli;

import io.podpass.agent.OperationsSettings;
import picocli.CommandLine.Option;

/** Where the agent's metrics are, and what they show. */
final class AgentMetricsOptions {
    @Option(
            names = "--prometheus-port",
            defaultValue = "9090",
            description = "Where /metrics is served; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--metrics-every-audience",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Show each audience as it is in metrics, though callers choose them.")
    private boolean everyAudience;

    OperationsSettings settings(OperationsOptions operations) {
        return new OperationsSettings(operations.ports(port), everyAudience);
    }
}
