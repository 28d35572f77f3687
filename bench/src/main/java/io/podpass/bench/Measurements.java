package io.podpass.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The agent's rows of the design's table of numbers (section 9), in order. */
final class Measurements {
    private static final Endpoint AGENT = new Endpoint("127.0.0.2", 2579);
    private static final Endpoint NGINX = new Endpoint("127.0.0.2", 2580);

    private final Launch agent;
    private final Sizes sizes;
    private final Set<Part> parts;
    private final Path folder;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();

    /** {@code folder} takes what the processes need while they run. */
    Measurements(Launch agent, Sizes sizes, Set<Part> parts, Path folder, Consumer<String> progress) {
        this.agent = agent;
        this.sizes = sizes;
        this.parts = Set.copyOf(parts);
        this.folder = folder;
        this.progress = progress;
    }

    /** Takes minutes. Throws {@link BenchException} when something did not work, whatever its speed. */
    List<Row> run() throws InterruptedException, IOException {
        try (var imds = Imds.start(Clock.systemUTC());
                var cluster = Cluster.start(sizes.pods(), folder)) {
            cluster.assign(0);
            var startUp = new StartUp(cluster, imds.uri(), AGENT);
            progress.accept("making an AOT cache");
            var cache = folder.resolve("agent.aot");
            startUp.makeAotCache(agent, cache);
            // As on a node: everything is measured with it.
            var cached = agent.with("-XX:AOTCache=" + cache);
            if (parts.contains(Part.START)) {
                startUp(startUp, cached);
            }
            try (var process = AgentProcess.start(cached, cluster, imds.uri(), AGENT)) {
                process.awaitToken(Cluster.address(0));
                if (parts.contains(Part.WAKE_UP)) {
                    wakeUp(cluster);
                }
                if (parts.contains(Part.LOAD)) {
                    load(process);
                    memory(process);
                }
                // Last: a thousand requests at once need more memory than the warm load of the row before.
                if (parts.contains(Part.STAMPEDE)) {
                    stampede(imds, cluster);
                }
            }
        }
        return List.copyOf(rows);
    }

    /** With the classes, and the counts of calls, of one start up to the first token. */
    static void makeAotCache(Launch agent, Path folder, Path cache) throws InterruptedException, IOException {
        try (var imds = Imds.start(Clock.systemUTC());
                var cluster = Cluster.start(Sizes.FULL.pods(), folder)) {
            cluster.assign(0);
            new StartUp(cluster, imds.uri(), AGENT).makeAotCache(agent, cache);
        }
    }

    private void add(Row row) {
        progress.accept(row.what() + ": " + row.measured());
        rows.add(row);
    }

    private void startUp(StartUp startUp, Launch cached) throws InterruptedException {
        var without = startUp.run(agent, sizes.starts());
        var with = startUp.run(cached, sizes.starts());
        add(new Row(
                "start to first token, with an AOT cache",
                with.text() + "; without one: " + without.text(),
                Target.atMost(1000, 300, "ms"),
                with.medianMillis()));
    }

    private void wakeUp(Cluster cluster) throws InterruptedException {
        var times = new WakeUp(cluster, AGENT).run(sizes.pods(), sizes.uncountedRounds());
        add(new Row(
                "from \"assignment becomes Assigned\" to the waiting request's answer, p99 of " + times.count(),
                times.toString(),
                Target.atMost(50, 10, "ms"),
                times.p99()));
    }

    private void stampede(Imds imds, Cluster cluster) throws InterruptedException {
        var calls = new Stampede(imds, cluster, AGENT).upstreamCalls(sizes.stampede());
        add(new Row(
                String.format(
                        Locale.ROOT, "upstream calls under a stampede of %,d identical requests", sizes.stampede()),
                String.valueOf(calls),
                Target.atMost(1, 1, ""),
                calls));
    }

    private void load(AgentProcess process) throws IOException {
        try (var nginx = Nginx.start(NGINX, tokenAnswer(), folder)) {
            var full = new Rivals(process, nginx, sizes.connections()).run(sizes.loadRounds(), sizes.load());
            add(new Row(
                    "warm tokens a second, keep-alive, " + sizes.connections() + " connections",
                    full.text(),
                    Target.atLeast(.5, .9, "× nginx"),
                    full.ratio()));
            var ours = fixedRate(AGENT);
            var theirs = fixedRate(nginx.endpoint());
            add(new Row(
                    String.format(Locale.ROOT, "p99 of a warm request at a fixed %,d/s", sizes.rate()),
                    ours + " (nginx: " + theirs + ")",
                    Target.atMost(3, 1, "ms"),
                    ours.p99()));
        }
    }

    private void memory(AgentProcess process) {
        var resident = process.residentMiB();
        add(new Row(
                "resident memory with " + sizes.pods() + " pods on the node, after that load",
                resident + " MiB",
                Target.atMost(128, 80, "MiB"),
                resident));
    }

    private static String tokenAnswer() throws IOException {
        try (var connection = Connection.open(Cluster.address(0), AGENT)) {
            return connection
                    .exchange(Connection.request(Endpoint.warmTarget()))
                    .body();
        }
    }

    private Latencies fixedRate(Endpoint endpoint) {
        var client = new Launch(System.getProperty("java.class.path"), List.of("-XX:+UseSerialGC"));
        var arguments = List.of(
                Cluster.address(0),
                endpoint.host(),
                String.valueOf(endpoint.port()),
                String.valueOf(sizes.rate()),
                String.valueOf(sizes.connections()),
                String.valueOf(sizes.fixedRate().toSeconds()));
        return Latencies.parse(Program.run(client.command(FixedRate.class, arguments)));
    }
}
