package io.podpass.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.ObjectKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadingsTest {
    private static final ObjectKey WEB = new ObjectKey("default", "web-0");

    private final Semaphore changes = new Semaphore(0);
    private final AtomicInteger reads = new AtomicInteger();
    private Cluster cluster;
    private Watches watches;
    private Watched<WatchedPod> pods;
    private Readings<WatchedPod, Integer> readings;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        cluster = Cluster.start(folder);
        watches = new Watches(cluster.client());
        pods = watches.podsOfNode("node-1");
        readings = new Readings<>(pods, _ -> reads.incrementAndGet());
        pods.onChange(_ -> changes.release());
        watches.start();
        watches.awaitSynced(Duration.ofSeconds(20));
        cluster.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: web-0, namespace: default}
                spec: {nodeName: node-1, containers: [{name: main, image: none}]}
                """);
        awaitChange();
    }

    @AfterEach
    void stop() {
        watches.close();
        cluster.close();
    }

    @Test
    void anObjectIsReadOnceAndAChangedOneAnew() throws InterruptedException {
        assertThat(readings.of(current())).isEqualTo(1);
        assertThat(readings.of(current())).isEqualTo(1);

        cluster.client().pods().inNamespace("default").withName("web-0").edit(pod -> {
            pod.getMetadata().setLabels(Map.of("app", "web"));
            return pod;
        });
        awaitChange();

        assertThat(readings.of(current())).isEqualTo(2);
    }

    @Test
    void whatWasReadOfAnObjectThatIsGoneIsNotKept() throws InterruptedException {
        var gone = current();
        readings.of(gone);

        cluster.client()
                .pods()
                .inNamespace("default")
                .withName("web-0")
                .withGracePeriod(0)
                .delete();
        awaitChange();

        assertThat(readings.of(gone)).isEqualTo(2);
        assertThat(readings.of(gone)).isEqualTo(3);
    }

    private WatchedPod current() {
        return pods.get(WEB).orElseThrow();
    }

    private void awaitChange() throws InterruptedException {
        assertThat(changes.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }
}
