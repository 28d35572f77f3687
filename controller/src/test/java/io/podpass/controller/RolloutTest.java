package io.podpass.controller;

import static io.podpass.controller.World.scaleSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.podpass.agent.Waits;
import io.podpass.kube.AzureAssignedIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollout of 2,000 pods over five minutes, on hosts that take a minute for each change and take one at a time. Time is
 * virtual; controller and API server are what they are. Every pod asks for its token the moment it exists, of an agent with
 * its default budgets; that an agent holds a request as long as they last is said by its own tests.
 */
@Tag("slow")
class RolloutTest {
    private static final int PODS = 2000;
    private static final int HOSTS = 20;
    private static final int IDENTITIES = 100;
    private static final int SEED = 20261124;
    /** Pods start together that start within one. */
    private static final Duration SLOT = Duration.ofMillis(500);

    private static final int SLOTS = 600;
    /** A minute, of whose end the controller hears when it polls, ten seconds later at worst. */
    private static final Duration CHANGE = Duration.ofSeconds(70);

    /** Seconds that the old agent waited at most. */
    private static final int OLD_BUDGET = 100;

    private record Start(String name, String node, String selector) {}

    private final VirtualTime time = new VirtualTime();
    private final Map<String, Instant> started = new HashMap<>();
    private final Map<String, Instant> created = new ConcurrentHashMap<>();
    private final Map<String, Instant> assigned = new ConcurrentHashMap<>();

    @Test
    void noFirstRequestIsLost(@TempDir Path folder) throws Exception {
        var starts = rollout();
        try (var world = new World(folder)) {
            prepare(world);
            try (var client = world.client(Mortal.immortal(time));
                    var _ = world.client
                            .resources(AzureAssignedIdentity.class)
                            .inAnyNamespace()
                            .watch(new Heard());
                    var _ = Controller.start(
                            World.SETTINGS.withClock(time),
                            client,
                            new SlowHosts(world.azure, time, CHANGE),
                            time.timer())) {
                for (var slot = 0; slot < SLOTS; slot++) {
                    for (var start : starts.getOrDefault(slot, List.of())) {
                        started.put(start.name(), time.instant());
                        world.pod("shop", start.name(), start.node(), start.selector());
                    }
                    time.advance(SLOT);
                }
                time.runUntil(() -> assigned.size() == PODS);
            }
            // Whatever is wanted while a change is in flight goes into the next one, all together.
            assertThat(world.azure.applied()).hasSizeLessThan(HOSTS * 8);
            assertThat(world.azure.overlaps()).isZero();
        }
        assertThat(started.keySet()).allSatisfy(pod -> {
            assertThat(wait(pod, created)).as(pod).isLessThan(Waits.DEFAULTS.created());
            assertThat(wait(pod, assigned)).as(pod).isLessThan(Waits.DEFAULTS.total());
        });
        // The old budget would have lost these.
        assertThat(started.keySet()).anyMatch(pod -> wait(pod, assigned).toSeconds() > OLD_BUDGET);
    }

    private Duration wait(String pod, Map<String, Instant> until) {
        return Duration.between(started.get(pod), until.get(pod));
    }

    private static void prepare(World world) {
        for (var host = 0; host < HOSTS; host++) {
            world.azure.host(scaleSet("pool" + host));
            world.node("pool" + host, 0);
        }
        for (var identity = 0; identity < IDENTITIES; identity++) {
            world.grant("shop", "id-" + identity, "app-" + identity);
        }
    }

    /** By slot. */
    private static Map<Integer, List<Start>> rollout() {
        var random = new SplittableRandom(SEED);
        var starts = new TreeMap<Integer, List<Start>>();
        for (var pod = 0; pod < PODS; pod++) {
            starts.computeIfAbsent(random.nextInt(SLOTS), _ -> new ArrayList<>())
                    .add(new Start(
                            "web-" + pod, "pool" + random.nextInt(HOSTS) + "-0", "app-" + random.nextInt(IDENTITIES)));
        }
        return starts;
    }

    private final class Heard implements Watcher<AzureAssignedIdentity> {
        @Override
        public void eventReceived(Action action, AzureAssignedIdentity object) {
            var pod = object.getSpec().pod();
            created.putIfAbsent(pod, time.instant());
            if ("Assigned".equals(object.getStatus().status())) {
                assigned.putIfAbsent(pod, time.instant());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            throw new AssertionError("the watch broke", cause);
        }
    }
}
