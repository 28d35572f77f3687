package io.podpass.bench;

/**
 * How much a controller has to do.
 *
 * @param identities each with a binding of its own
 * @param hosts scale sets
 * @param nodes of each scale set
 * @param churn pods that come one after the other once everything is assigned
 * @param rolled pods that come after that at a fixed rate
 */
record ControllerSizes(int pods, int identities, int hosts, int nodes, int churn, int rolled) {
    /** Those of the design's table. */
    static final ControllerSizes FULL = new ControllerSizes(10_000, 500, 50, 10, 1000, 2000);

    static final ControllerSizes QUICK = new ControllerSizes(1000, 50, 10, 4, 200, 300);
}
