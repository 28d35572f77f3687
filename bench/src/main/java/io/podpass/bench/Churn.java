package io.podpass.bench;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Pods that come at a fixed rate to nodes that have others like them, as when deployments are rolled out. */
final class Churn {
    private static final int CREATORS = 4;

    private final ControllerCluster cluster;
    private final ControllerCluster.Assigned assigned;

    Churn(ControllerCluster cluster, ControllerCluster.Assigned assigned) {
        this.cluster = cluster;
        this.assigned = assigned;
    }

    /** From when the plan has a pod created until its assignment is seen to be usable, for each of {@code count}. */
    Latencies run(int count, int rate) throws InterruptedException {
        var begin = System.nanoTime();
        var lags = new long[count];
        try (var clock = Executors.newScheduledThreadPool(CREATORS)) {
            var creations = new ArrayList<Future<?>>();
            for (var pod = 0; pod < count; pod++) {
                var number = pod;
                creations.add(clock.schedule(
                        () -> cluster.pod(name(number), number), delay(pod, rate), TimeUnit.NANOSECONDS));
            }
            for (var creation : creations) {
                creation.get();
            }
        } catch (ExecutionException e) {
            throw new BenchException("a pod could not be created: " + e.getMessage(), e);
        }
        for (var pod = 0; pod < count; pod++) {
            lags[pod] = assigned.awaitTime(name(pod)) - (begin + delay(pod, rate));
        }
        return Latencies.of(lags);
    }

    private static long delay(int pod, int rate) {
        return TimeUnit.SECONDS.toNanos(pod) / rate;
    }

    private static String name(int pod) {
        return "rolled-" + pod;
    }
}
