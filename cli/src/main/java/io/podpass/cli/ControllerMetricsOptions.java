package io.podpass.cli;

import io.podpass.http.OperationsPorts;
import picocli.CommandLine.Option;

/** Where the controller's metrics are. */
final class ControllerMetricsOptions {
    @Option(
            names = "--prometheus-port",
            defaultValue = "8888",
            description = "Where /metrics is served; 0 for any. Default: ${DEFAULT-VALUE}.")
    private int port;

    OperationsPorts ports(OperationsOptions operations) {
        return operations.ports(port);
    }
}
