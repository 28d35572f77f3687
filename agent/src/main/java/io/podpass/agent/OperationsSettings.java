package io.podpass.agent;

import io.podpass.http.OperationsPorts;

/**
 * How the agent is looked after.
 *
 * @param ports where probes and metrics are served
 * @param everyAudience whether the label {@code resource} has every audience as it is ({@code --metrics-every-audience})
 */
public record OperationsSettings(OperationsPorts ports, boolean everyAudience) {
    /** Nothing is served: for many agents on one machine. */
    public static final OperationsSettings NONE = new OperationsSettings(OperationsPorts.NONE, false);

    /** The old flags' defaults, on every address of the node (spec aad-pod-identity §2.1). */
    public static final OperationsSettings DEFAULTS = NONE.withPorts(8080, 9090);

    /** 0 lets the system choose. */
    public OperationsSettings withPorts(int probePort, int metricsPort) {
        return new OperationsSettings(OperationsPorts.of(probePort, metricsPort), everyAudience);
    }

    public OperationsSettings withEveryAudience(boolean value) {
        return new OperationsSettings(ports, value);
    }
}
