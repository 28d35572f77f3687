package io.podpass.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a role tells machines how it is.
 *
 * @param probes where {@code /healthz}, {@code /readyz} and {@code /livez} are served ({@code --http-probe-port})
 * @param metrics where {@code /metrics} is served ({@code --prometheus-port})
 */
public record OperationsPorts(Optional<InetSocketAddress> probes, Optional<InetSocketAddress> metrics) {
    /** Nothing is served: for many roles on one machine. */
    public static final OperationsPorts NONE = new OperationsPorts(Optional.empty(), Optional.empty());

    /** On every address of the machine; 0 lets the system choose. */
    public static OperationsPorts of(int probePort, int metricsPort) {
        return new OperationsPorts(
                Optional.of(new InetSocketAddress(probePort)), Optional.of(new InetSocketAddress(metricsPort)));
    }
}
