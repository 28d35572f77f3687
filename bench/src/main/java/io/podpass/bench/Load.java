package io.podpass.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * One turn under full load.
 *
 * @param processorTime the server's
 */
record Load(double perSecond, long requests, Duration processorTime) {
    /** Says more than the rate when other work takes part of the machine away. */
    double microsPerRequest() {
        return processorTime.toNanos() / 1e3 / requests;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,.0f/s at %.0f µs of processor time each", perSecond, microsPerRequest());
    }
}
