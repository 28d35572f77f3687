package io.podpass.http;

/** The bounds of histograms that the old roles had (spec aad-pod-identity §3.13). */
public enum Bounds {
    /** Calls that answer at once. */
    CALLS,
    /** Requests that may wait for an assignment. */
    REQUESTS,
    /** What Azure Resource Manager takes its time for. */
    CHANGES;

    /** Without the infinite one. */
    double[] seconds() {
        return switch (this) {
            case CALLS ->
                new double[] {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2, 3, 4, 5, 10};
            case REQUESTS -> new double[] {0.5, 1, 2, 3, 4, 5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100};
            case CHANGES -> new double[] {0.5, 1, 5, 10, 30, 60, 120, 300, 600, 900, 1200};
        };
    }
}
