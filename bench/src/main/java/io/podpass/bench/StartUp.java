package io.podpass.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** From the start of the process to the first token, with everything the agent reads at its start in place. */
final class StartUp {
    record Result(double medianMillis, String text) {}

    private final Cluster cluster;
    private final URI imds;
    private final Endpoint agent;

    StartUp(Cluster cluster, URI imds, Endpoint agent) {
        this.cluster = cluster;
        this.imds = imds;
        this.agent = agent;
    }

    Result run(Launch launch, int starts) throws InterruptedException {
        var millis = new long[starts];
        for (var i = 0; i < starts; i++) {
            millis[i] = once(launch).toMillis();
        }
        Arrays.sort(millis);
        var median = millis[starts / 2];
        return new Result(
                median,
                String.format(
                        Locale.ROOT, "%d ms (median of %d; %d to %d)", median, starts, millis[0], millis[starts - 1]));
    }

    void makeAotCache(Launch launch, Path file) throws InterruptedException {
        var _ = once(launch.with("-XX:AOTCacheOutput=" + file));
    }

    private Duration once(Launch launch) throws InterruptedException {
        try (var process = AgentProcess.start(launch, cluster, imds, agent)) {
            return process.awaitToken(Cluster.address(0));
        }
    }
}
