package io.podpass.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a controller needs as clusters grow: a host has 200 pods in each, and an identity 20. */
final class Growth {
    static final List<Integer> FULL = List.of(1_000, 2_000, 5_000, 10_000, 20_000, 50_000);
    static final List<Integer> QUICK = List.of(500, 1_000);

    private static final int PODS_OF_HOST = 200;
    private static final int PODS_OF_IDENTITY = 20;
    private static final int NODES_OF_HOST = 10;
    /** More than the design gives it for 10,000 pods. */
    private static final int MAX_HEAP_MIB = 1024;

    /**
     * One cluster.
     *
     * @param seconds from the controller's start until every pod's assignment is usable
     * @param processorMillis for each pod
     * @param heapMiB after a collection
     */
    record Point(int pods, double seconds, double processorMillis, long heapMiB) {
        String markdown() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %.1f s | %.0f | %.2f ms | %d MiB |%n",
                    pods,
                    seconds,
                    pods / seconds,
                    processorMillis,
                    heapMiB);
        }
    }

    private final Path folder;
    private final Consumer<String> progress;

    Growth(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    List<Point> run(List<Integer> sizes) throws InterruptedException, IOException {
        var points = new ArrayList<Point>();
        for (var pods : sizes) {
            var point = measure(pods);
            progress.accept(point.markdown().strip());
            points.add(point);
        }
        return List.copyOf(points);
    }

    private Point measure(int pods) throws InterruptedException, IOException {
        progress.accept("making " + pods + " pods");
        var sizes = new ControllerSizes(
                pods, Math.max(1, pods / PODS_OF_IDENTITY), Math.max(1, pods / PODS_OF_HOST), NODES_OF_HOST, 0, 0);
        try (var cluster = ControllerCluster.start(sizes, folder);
                var assigned = cluster.watchAssigned()) {
            var begin = System.nanoTime();
            try (var process = ControllerProcess.start(
                    cluster.kubeconfig(),
                    folder.resolve("hosts-of-" + pods),
                    folder.resolve("controller.log"),
                    MAX_HEAP_MIB)) {
                process.awaitReady();
                assigned.await(pods);
                var seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
                var usage = process.usage();
                return new Point(pods, seconds, usage.processorNanos() / 1e6 / pods, usage.heapMiB());
            }
        }
    }

    static String table(List<Point> points) {
        return "| pods | all assigned after | pods a second | processor time a pod | heap in use |\n|---:|---:|---:|---:|---:|\n"
                + points.stream().map(Point::markdown).collect(Collectors.joining());
    }
}
