package io.podpass.cli;

import io.podpass.agent.OperationsSettings;
import picocli.CommandLine.Option;

/** How the agent is looked after. */
final class OperationsOptions {
    @Option(
            names = "--http-probe-port",
            defaultValue = "8080",
            description = "Where /healthz, /readyz and /livez are served; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int probePort;

    @Option(
            names = "--prometheus-port",
            defaultValue = "9090",
            description = "Where /metrics is served; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int metricsPort;

    @Option(
            names = "--metrics-every-audience",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Show each audience as it is in metrics, though callers choose them.")
    private boolean everyAudience;

    @Option(
            names = "--enableProfile",
            arity = Switch.ARITY,
            fallbackValue = "true",
            converter = Switch.class,
            description = "Without effect: profiles are not served.")
    @SuppressWarnings("UnusedVariable") // accepted so that old manifests go on working
    private boolean profile;

    OperationsSettings settings() {
        return OperationsSettings.NONE
                .withPorts(port("--http-probe-port", probePort), port("--prometheus-port", metricsPort))
                .withEveryAudience(everyAudience);
    }

    private static int port(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw new UsageException(option + " must be a port, 0 to 65535, was " + value);
        }
        return value;
    }
}
