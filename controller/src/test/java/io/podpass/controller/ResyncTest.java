package io.podpass.controller;

import static io.podpass.controller.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Host;
import io.podpass.core.ObjectKey;
import io.podpass.kube.EventRecorder;
import io.podpass.kube.KeyedQueue;
import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.Timer;
import io.podpass.kube.Watches;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The look over everything that repairs what no change has told of. */
class ResyncTest extends PoolTest {
    @Test
    void findsAndRepairsPodsThatNoChangeHasToldOf() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.pod("shop", "web-0", "pool-0", "kv");

        assertThat(resync().pods()).containsExactly(new ObjectKey("shop", "web-0"));
    }

    @Test
    void findsNothingWhereEverythingIsAsItShouldBe() throws Exception {
        world.grant("shop", "kv-id", "kv");
        world.principal("shop", "sp", 1, "secret");
        world.binding("shop", "sp-b", "sp", "sp");
        world.pod("shop", "web-0", "pool-0", "kv");
        world.pod("shop", "login", "pool-1", "sp");
        world.start(SETTINGS);
        world.awaitAssigned("web-0-shop-kv-id");
        world.awaitAssigned("login-shop-sp");
        world.stop();

        var found = resync();

        assertThat(found.pods()).isEmpty();
        // Its queue is empty here; where a controller runs, the host waits in it.
        assertThat(found.hosts()).containsExactly(POOL);
    }

    /** Returns once everything that was found has been asked for. */
    private Resync.Found resync() throws InterruptedException {
        var asked = new LinkedBlockingQueue<ObjectKey>();
        try (var watches = new Watches(world.client);
                var timer = Timer.real();
                var recorder = new EventRecorder(world.client, SETTINGS.clock(), "test")) {
            var cluster = Cluster.watchedBy(watches);
            watches.start();
            watches.awaitSynced(SETTINGS.syncLimit());
            var podEvents = new PodEvents(cluster, recorder, SETTINGS.clock());
            var assignments = new Assignments(
                    cluster,
                    new AssignmentWriter(world.client, new ControllerMetrics(System::nanoTime)),
                    new BindingEvents(cluster, recorder, podEvents, new Problems()),
                    podEvents,
                    new FinishedPods(Duration.ZERO, SETTINGS.clock()),
                    false);
            try (var pods = new KeyedQueue<ObjectKey>("pods", 1, SETTINGS.podBackoff(), timer, key -> {
                        asked.add(key);
                        return Next.DONE;
                    });
                    var hosts = new KeyedQueue<Host>("hosts", 1, SETTINGS.hostBackoff(), timer, _ -> Next.DONE)) {
                var found = new Resync(cluster, assignments, pods, hosts, Duration.ofHours(1), timer).run();
                for (var pod : found.pods()) {
                    assertThat(asked.poll(20, TimeUnit.SECONDS)).isEqualTo(pod);
                }
                return found;
            }
        }
    }
}
