package io.podpass.bench;

import io.podpass.azure.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * From "the assignment becomes Assigned" to the answer of a request that was waiting for it. The clock starts when the
 * change is sent to the API server, and the token has to be fetched from IMDS.
 */
final class WakeUp {
    /** Long enough for a request to arrive and wait, and for the agent's 20 upstream calls a second. */
    private static final Duration BETWEEN = Duration.ofMillis(60);

    private final Cluster cluster;
    private final Endpoint agent;

    WakeUp(Cluster cluster, Endpoint agent) {
        this.cluster = cluster;
        this.agent = agent;
    }

    /** One round for each pod from 1 on; the first {@code uncounted} only warm up. */
    Latencies run(int pods, int uncounted) throws InterruptedException {
        var nanos = new long[pods - 1 - uncounted];
        for (var pod = 1; pod < pods; pod++) {
            var took = round(pod);
            if (pod > uncounted) {
                nanos[pod - 1 - uncounted] = took;
            }
        }
        return Latencies.of(nanos);
    }

    private long round(int pod) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = Connection.open(Cluster.address(pod), agent)) {
            var answered = threads.submit(() -> {
                var status = connection
                        .exchange(Connection.request(Endpoint.warmTarget()))
                        .status();
                return new long[] {System.nanoTime(), status};
            });
            Pause.real().pause(BETWEEN);
            if (answered.isDone()) {
                throw new BenchException(
                        "pod " + pod + " did not wait for its identity: answered " + answered.get()[1]);
            }
            var changed = System.nanoTime();
            cluster.assign(pod);
            var answer = answered.get();
            if (answer[1] != 200) {
                throw new BenchException("the waiting request of pod " + pod + " was answered " + answer[1]);
            }
            return answer[0] - changed;
        } catch (ExecutionException | IOException e) {
            throw new BenchException("the waiting request of pod " + pod + " failed: " + e.getMessage(), e);
        }
    }
}
