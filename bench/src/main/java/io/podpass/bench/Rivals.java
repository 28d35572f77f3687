package io.podpass.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Agent and nginx taking turns under full load, so that whatever else the machine does meets both. */
final class Rivals {
    /** What the JVM needs to have compiled whatever it will compile; a slow machine needs time for as many. */
    private static final long WARM_UP_REQUESTS = 300_000;

    private static final int MOST_WARM_UP_TURNS = 10;

    private record Round(Load agent, Load nginx) {
        double ratio() {
            return agent.perSecond() / nginx.perSecond();
        }
    }

    record Result(double ratio, String text) {}

    private final Server agent;
    private final Server nginx;
    private final int connections;

    Rivals(Server agent, Server nginx, int connections) {
        this.agent = agent;
        this.nginx = nginx;
        this.connections = connections;
    }

    /** The result is the median round's. */
    Result run(int rounds, Duration length) {
        warmUp(length);
        var results = new Round[rounds];
        for (var i = 0; i < rounds; i++) {
            results[i] = new Round(Wrk.run(agent, connections, length), Wrk.run(nginx, connections, length));
        }
        Arrays.sort(results, Comparator.comparingDouble(Round::ratio));
        var median = results[rounds / 2];
        var all = Arrays.stream(results)
                .map(round -> String.format(Locale.ROOT, "%.2f", round.ratio()))
                .collect(Collectors.joining(", "));
        return new Result(
                median.ratio(),
                String.format(
                        Locale.ROOT,
                        "%.2f × nginx (%s; nginx %s; rounds: %s)",
                        median.ratio(),
                        median.agent(),
                        median.nginx(),
                        all));
    }

    private void warmUp(Duration length) {
        var requests = 0L;
        for (var turn = 0; turn < MOST_WARM_UP_TURNS && requests < WARM_UP_REQUESTS; turn++) {
            requests += Wrk.run(agent, connections, length).requests();
        }
    }
}
