package io.podpass.controller;

import static io.podpass.controller.World.id;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Some hours of a cluster, decided by one number: pods, bindings, identities and nodes come and go, Azure is moody and the
 * controller is stopped and started. What happens between two events is up to the threads.
 */
final class ClusterHistory implements AutoCloseable {
    private static final int EVENTS = 25;
    private static final int NAMES = 4;
    private static final List<String> NAMESPACES = List.of("shop", "other");
    private static final ResourceId KUBELET = id("kubelet");

    private final VirtualTime time = new VirtualTime();
    private final World world;
    private final String name;
    private final SplittableRandom random;
    private final MoodyAzure azure;
    private final List<String> nodes = new ArrayList<>();
    private final Set<List<String>> pods = newSet();
    private final Set<List<String>> identities = newSet();
    private final Set<List<String>> bindings = newSet();
    private final Mortal life = Mortal.immortal(time);
    private final KubernetesClient client;
    private Controller controller;

    ClusterHistory(World world, long seed) {
        this.world = world;
        this.name = "h" + Long.toHexString(seed);
        this.random = new SplittableRandom(seed);
        this.azure = new MoodyAzure(world.azure, time, _ -> {}, random.split());
        hosts().forEach(host -> world.azure.host(host, KUBELET, id("id-0")));
        for (var instance = 0; instance < 2; instance++) {
            nodes.add(world.node(name + "-a", instance));
            nodes.add(world.node(name + "-b", instance));
        }
        client = world.client(life);
        controller = start();
    }

    private static Set<List<String>> newSet() {
        return new TreeSet<>((one, other) -> String.join("/", one).compareTo(String.join("/", other)));
    }

    private Stream<Host> hosts() {
        return Stream.of(World.scaleSet(name + "-a"), World.scaleSet(name + "-b"));
    }

    private Controller start() {
        return Controller.start(World.SETTINGS.withClock(time), client, life.calling(azure), time.timer());
    }

    /** Throws {@link AssertionError} unless cluster and hosts come to be as core's decisions have it. */
    void live() throws InterruptedException {
        azure.oneInIsOdd(random.nextInt(3, 10));
        for (var event = 0; event < EVENTS; event++) {
            happen();
            if (random.nextInt(3) == 0) {
                time.advance(Duration.ofSeconds(random.nextInt(90)));
            }
        }
        azure.oneInIsOdd(0);
        judge();
    }

    private void happen() {
        var place = List.of(pick(NAMESPACES), name());
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                if (pods.add(place)) {
                    world.pod(place.get(0), place.get(1), pick(nodes), name());
                }
            }
            case 3 -> {
                if (pods.remove(place)) {
                    world.deletePod(place.get(0), place.get(1));
                }
            }
            case 4 -> {
                if (pods.contains(place)) {
                    world.relabelPod(place.get(0), place.get(1), name());
                }
            }
            case 5, 6 -> {
                if (identities.add(place)) {
                    world.identity(place.get(0), place.get(1));
                } else {
                    world.pointIdentity(place.get(0), place.get(1), name());
                }
            }
            case 7 -> {
                if (identities.remove(place)) {
                    world.deleteIdentity(place.get(0), place.get(1));
                }
            }
            case 8, 9 -> {
                if (bindings.add(place)) {
                    world.binding(place.get(0), place.get(1), name(), name());
                }
            }
            case 10 -> {
                if (bindings.remove(place)) {
                    world.deleteBinding(place.get(0), place.get(1));
                }
            }
            default -> comeOrGo();
        }
    }

    private void comeOrGo() {
        if (random.nextBoolean()) {
            controller.close();
            controller = start();
        } else if (nodes.size() > 2) {
            // Both scale sets keep their first.
            world.deleteNode(nodes.removeLast());
        } else {
            nodes.add(world.node(name + "-a", random.nextInt(2, 1_000_000)));
        }
    }

    private String name() {
        return "id-" + random.nextInt(NAMES);
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void judge() throws InterruptedException {
        var ideal = Ideal.of(world.client);
        try {
            time.runUntil(() -> hostsAre(ideal) && ideal.differences().isEmpty());
        } catch (TimeoutException e) {
            throw new AssertionError(
                    ideal.differences() + ", attached "
                            + hosts().map(world.azure::attached).toList() + ", wanted "
                            + hosts().map(ideal::wanted).toList(),
                    e);
        }
    }

    private boolean hostsAre(Ideal ideal) {
        return hosts().allMatch(host -> {
            var expected = new TreeSet<>(ideal.wanted(host));
            // They were there before.
            expected.addAll(List.of(KUBELET, id("id-0")));
            return world.azure.attached(host).equals(expected);
        });
    }

    /** Takes everything away, and looks once more. */
    void end() throws InterruptedException {
        pods.forEach(pod -> world.deletePod(pod.get(0), pod.get(1)));
        bindings.forEach(binding -> world.deleteBinding(binding.get(0), binding.get(1)));
        identities.forEach(identity -> world.deleteIdentity(identity.get(0), identity.get(1)));
        judge();
    }

    @Override
    public void close() {
        controller.close();
        client.close();
        nodes.forEach(world::deleteNode);
        hosts().forEach(world.azure::removeHost);
    }
}
