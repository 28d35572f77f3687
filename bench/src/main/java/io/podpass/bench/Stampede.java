package io.podpass.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Many requests for the same new token at the same time, while IMDS takes its time. They come from several pods that
 * share an identity: one pod alone may not have as many connections.
 */
final class Stampede {
    private static final Duration ANSWER = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AUDIENCE = "https://management.azure.com/";

    /** Below the agent's 128 for one pod. */
    private static final int CONNECTIONS_PER_POD = 100;

    private final Imds imds;
    private final Cluster cluster;
    private final Endpoint agent;

    Stampede(Imds imds, Cluster cluster, Endpoint agent) {
        this.imds = imds;
        this.cluster = cluster;
        this.agent = agent;
    }

    /** How many calls IMDS saw. Throws {@link BenchException} unless every request had a token. */
    int upstreamCalls(int requests) throws InterruptedException {
        for (var pod = 0; pod * CONNECTIONS_PER_POD < requests; pod++) {
            cluster.share(pod);
            awaitShared(pod);
        }
        var before = imds.calls();
        imds.delay(ANSWER);
        var connected = new CountDownLatch(requests);
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < requests; i++) {
                var pod = i / CONNECTIONS_PER_POD;
                answers.add(threads.submit(() -> ask(pod, connected)));
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

    /** So that the agent knows of the identity by now, whose token for another audience it was asked for. */
    private void awaitShared(int pod) {
        try (var connection = Connection.open(Cluster.address(pod), agent)) {
            connection.exchange(request("https://vault.azure.net"));
        } catch (IOException e) {
            throw new BenchException("the shared identity of pod " + pod + " gave no token: " + e.getMessage(), e);
        }
    }

    private int ask(int pod, CountDownLatch connected) throws IOException, InterruptedException {
        try (var connection = Connection.open(Cluster.address(pod), agent)) {
            connected.countDown();
            if (!connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchException("not all connections of the stampede were made");
            }
            return connection.exchange(request(AUDIENCE)).status();
        }
    }

    private static byte[] request(String audience) {
        return Connection.request(Endpoint.target(audience) + "&client_id=" + Cluster.SHARED_CLIENT_ID);
    }
}
