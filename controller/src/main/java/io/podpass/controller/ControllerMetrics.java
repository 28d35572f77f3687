package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.http.Bounds;
import io.podpass.http.Metrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What the controller counts as it works. Durations are those of successes. Safe for use by many threads. */
final class ControllerMetrics {
    /** The writes of assignments that are counted, by their old names. */
    enum Write {
        ADDITION("addition"),
        DELETION("deletion"),
        UPDATE("update");

        private final String word;

        Write(String word) {
            this.word = word;
        }

        private String label() {
            return "assigned_identity_" + word;
        }
    }

    private record Counted(Histogram duration, Counter count) {
        static Counted of(Metrics all, Write kind) {
            var name = "aadpodidentity_" + kind.label();
            return new Counted(
                    all.histogram(
                            name + "_duration_seconds",
                            "Duration in seconds of assigned identity " + kind.word + " operations",
                            Bounds.CALLS),
                    all.counter(name + "_count", "Assigned identity " + kind.word + " operations"));
        }
    }

    private final Metrics all = new Metrics();
    private final LongSupplier nanos;
    private final Counted additions = Counted.of(all, Write.ADDITION);
    private final Counted deletions = Counted.of(all, Write.DELETION);
    private final Counted updates = Counted.of(all, Write.UPDATE);
    private final Histogram cycleDuration = all.histogram(
            "aadpodidentity_mic_cycle_duration_seconds",
            "Duration in seconds of one turn of a host with something to do",
            Bounds.CHANGES);
    private final Counter cycles =
            all.counter("aadpodidentity_mic_cycle_count", "Turns of a host with something to do");
    private final Counter elections = all.counter(
            "aadpodidentity_mic_new_leader_election_count", "How often this controller became the one that acts");
    private final Histogram cloudDuration = all.histogram(
            "aadpodidentity_cloud_provider_operations_duration_seconds",
            "Latency in seconds of calls to Azure Resource Manager that succeeded",
            Bounds.CHANGES,
            "operation_type");
    private final Counter cloudErrors = all.counter(
            "aadpodidentity_cloud_provider_operations_errors_count",
            "Calls to Azure Resource Manager that failed",
            "operation_type");
    private final Counter apiErrors = all.counter(
            "aadpodidentity_kubernetes_api_operations_errors_count",
            "Writes of assignments that failed",
            "operation_type");
    private final Counter budgetWaits = all.counter(
            "podpass_controller_budget_waits_count", "Turns of hosts that a budget of calls put off", "budget");

    /** {@code nanos} is a clock for durations. */
    ControllerMetrics(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts the call when it returns true; false is that there was nothing to write. */
    boolean timed(Write kind, BooleanSupplier call) {
        var start = nanos.getAsLong();
        try {
            var done = call.getAsBoolean();
            if (done) {
                var counted = counted(kind);
                counted.duration().observe(seconds(start));
                counted.count().inc();
            }
            return done;
        } catch (KubernetesClientException e) {
            apiErrors.labelValues(kind.label()).inc();
            throw e;
        }
    }

    private Counted counted(Write kind) {
        return switch (kind) {
            case ADDITION -> additions;
            case DELETION -> deletions;
            case UPDATE -> updates;
        };
    }

    /** A state that could not be written. */
    void stateUnwritten() {
        apiErrors.labelValues("update_azure_assigned_identity_status").inc();
    }

    /** A reading to hand to what tells of the end. */
    long now() {
        return nanos.getAsLong();
    }

    void cloudCall(String operation, long start) {
        cloudDuration.labelValues(operation).observe(seconds(start));
    }

    void cloudError(String operation) {
        cloudErrors.labelValues(operation).inc();
    }

    void cycle(long start) {
        cycleDuration.observe(seconds(start));
        cycles.inc();
    }

    void elected() {
        elections.inc();
    }

    void putOff(Budget budget) {
        budgetWaits.labelValues(budget.label()).inc();
    }

    /** To add more to, and to read. */
    Metrics all() {
        return all;
    }

    private double seconds(long start) {
        return Metrics.seconds(Duration.ofNanos(nanos.getAsLong() - start));
    }
}
