package io.podpass.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many requests for the same new token at the same time, while IMDS takes its time. */
final class Stampede {
    private static final Duration ANSWER = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AUDIENCE = "https://management.azure.com/";

    private final Imds imds;
    private final Endpoint agent;

    Stampede(Imds imds, Endpoint agent) {
        this.imds = imds;
        this.agent = agent;
    }

    /** How many calls IMDS saw. Throws {@link BenchException} unless every request had a token. */
    int upstreamCalls(int requests) throws InterruptedException {
        var before = imds.calls();
        imds.delay(ANSWER);
        var connected = new CountDownLatch(requests);
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < requests; i++) {
                answers.add(threads.submit(() -> ask(connected)));
            }
            for (var answer : answers) {
                if (answer.get() != 200) {
                    throw new BenchException("a request of the stampede was answered " + answer.get());
                }
            }
        } catch (ExecutionException e) {
            throw new BenchException("a request of the stampede failed: " + e.getCause(), e);
        } finally {
            imds.delay(Duration.ZERO);
        }
        return imds.calls() - before;
    }

    private int ask(CountDownLatch connected) throws IOException, InterruptedException {
        try (var connection = Connection.open(Cluster.address(0), agent)) {
            connected.countDown();
            if (!connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchException("not all connections of the stampede were made");
            }
            return connection
                    .exchange(Connection.request(Endpoint.target(AUDIENCE)))
                    .status();
        }
    }
}
