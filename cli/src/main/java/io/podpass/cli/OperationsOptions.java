package io.podpass.cli;

import io.podpass.http.OperationsPorts;
import picocli.CommandLine.Option;

/** How a role is looked after; where its metrics are depends on the role. */
final class OperationsOptions {
    @Option(
            names = "--http-probe-port",
            defaultValue = "8080",
            description = "Where /healthz, /readyz and /livez are served; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int probePort;

    @Option(
            names = "--enableProfile",
            arity = Switch.ARITY,
            fallbackValue = "true",
            converter = Switch.class,
            description = "Without effect: profiles are not served.")
    @SuppressWarnings("UnusedVariable") // accepted so that old manifests go on working
    private boolean profile;

    OperationsPorts ports(int metricsPort) {
        return OperationsPorts.of(port("--http-probe-port", probePort), port("--prometheus-port", metricsPort));
    }

    private static int port(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw new UsageException(option + " must be a port, 0 to 65535, was " + value);
        }
        return value;
    }
}
