package io.podpass.agent;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How the agent is looked after.
 *
 * @param probes where {@code /healthz}, {@code /readyz} and {@code /livez} are served ({@code --http-probe-port})
 * @param metrics where {@code /metrics} is served ({@code --prometheus-port})
 * @param everyAudience whether the label {@code resource} has every audience as it is ({@code --metrics-every-audience})
 */
public record OperationsSettings(
        Optional<InetSocketAddress> probes, Optional<InetSocketAddress> metrics, boolean everyAudience) {
    /** Nothing is served: for many agents on one machine. */
    public static final OperationsSettings NONE = new OperationsSettings(Optional.empty(), Optional.empty(), false);

    /** The old flags' defaults, on every address of the node (spec aad-pod-identity §2.1). */
    public static final OperationsSettings DEFAULTS = NONE.withPorts(8080, 9090);

    /** 0 lets the system choose. */
    public OperationsSettings withPorts(int probePort, int metricsPort) {
        return new OperationsSettings(
                Optional.of(new InetSocketAddress(probePort)),
                Optional.of(new InetSocketAddress(metricsPort)),
                everyAudience);
    }

    public OperationsSettings withEveryAudience(boolean value) {
        return new OperationsSettings(probes, metrics, value);
    }
}
