package io.podpass.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The controller's rows of the design's table of numbers (section 9). */
final class ControllerMeasurements {
    private static final int MAX_HEAP_MIB = 256;
    private static final int PODS_A_SECOND = 100;

    private final ControllerSizes sizes;
    private final Path folder;
    private final Consumer<String> progress;
    private final List<Row> rows = new ArrayList<>();

    ControllerMeasurements(ControllerSizes sizes, Path folder, Consumer<String> progress) {
        this.sizes = sizes;
        this.folder = folder;
        this.progress = progress;
    }

    List<Row> run() throws InterruptedException, IOException {
        progress.accept("making " + sizes.pods() + " pods");
        try (var cluster = ControllerCluster.start(sizes, folder);
                var assigned = cluster.watchAssigned()) {
            var begin = System.nanoTime();
            try (var process = start(cluster)) {
                process.awaitReady();
                assigned.await(sizes.pods());
                var seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
                var full = process.usage();
                add(new Row(
                        String.format(
                                Locale.ROOT,
                                "%,d pods, %d bindings and identities, %d hosts: from start to all assigned",
                                sizes.pods(),
                                sizes.identities(),
                                sizes.hosts()),
                        String.format(
                                Locale.ROOT,
                                "%.1f s (%.1f s of processor time; %d GET and %d PATCH calls)",
                                seconds,
                                full.processorNanos() / 1e9,
                                full.gets(),
                                full.patches()),
                        Target.atMost(60, 15, "s"),
                        seconds));
                churn(cluster, assigned, process, full);
                rollout(cluster, assigned, process);
                process.awaitRest();
            }
            restart(cluster);
        }
        return List.copyOf(rows);
    }

    private void churn(
            ControllerCluster cluster,
            ControllerCluster.Assigned assigned,
            ControllerProcess process,
            ControllerProcess.Usage before)
            throws InterruptedException, IOException {
        for (var pod = sizes.pods(); pod < sizes.pods() + sizes.churn(); pod++) {
            cluster.pod(pod);
        }
        assigned.await(sizes.pods() + sizes.churn());
        var after = process.usage();
        var millis = (after.processorNanos() - before.processorNanos()) / 1e6 / sizes.churn();
        add(new Row(
                "processor time for one more pod at that size, all writes included",
                String.format(Locale.ROOT, "%.2f ms (of %,d pods, one after the other)", millis, sizes.churn()),
                Target.atMost(5, 2, "ms"),
                millis));
        add(new Row(
                "heap in use at that size, after a collection (the JVM has 256 MiB)",
                after.heapMiB() + " MiB",
                Target.atMost(256, 128, "MiB"),
                after.heapMiB()));
    }

    private ControllerProcess start(ControllerCluster cluster) throws IOException {
        return ControllerProcess.start(
                cluster.kubeconfig(), folder.resolve("hosts"), folder.resolve("controller.log"), MAX_HEAP_MIB);
    }

    private void rollout(ControllerCluster cluster, ControllerCluster.Assigned assigned, ControllerProcess process)
            throws InterruptedException, IOException {
        var before = process.usage();
        var lags = new Churn(cluster, assigned).run(sizes.rolled(), PODS_A_SECOND);
        var after = process.usage();
        var millis = (after.processorNanos() - before.processorNanos()) / 1e6 / sizes.rolled();
        add(new Row(
                String.format(
                        Locale.ROOT,
                        "from a pod's creation to its assignment's use at %d pods/s, p99 of %,d",
                        PODS_A_SECOND,
                        sizes.rolled()),
                String.format(Locale.ROOT, "%s (%.2f ms of processor time for each)", lags, millis),
                Target.atMost(1000, 100, "ms"),
                lags.p99()));
    }

    /** All is as it should be: there is only to be seen that it is. */
    private void restart(ControllerCluster cluster) throws IOException {
        var version = cluster.version();
        var begin = System.nanoTime();
        try (var process = start(cluster)) {
            process.awaitReady();
            var seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
            process.awaitRest();
            var usage = process.usage();
            var wrote = !cluster.version().equals(version);
            add(new Row(
                    "start with everything assigned: from start to everything read",
                    String.format(
                            Locale.ROOT,
                            "%.1f s (%.1f s of processor time until it rests; %s; %d GET and %d PATCH calls)",
                            seconds,
                            usage.processorNanos() / 1e9,
                            wrote ? "something written" : "nothing written",
                            usage.gets(),
                            usage.patches()),
                    Target.atMost(30, 5, "s"),
                    seconds));
        }
    }

    private void add(Row row) {
        progress.accept(row.what() + ": " + row.measured());
        rows.add(row);
    }
}
