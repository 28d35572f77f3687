package io.podpass.controller;

import static io.podpass.controller.World.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Some hours of some hosts, all decided by one number: what is wanted on them changes, identities go bad, others change
 * hosts, Azure is moody and the controller ends. Then it is quiet for hours.
 */
final class HostHistory implements AutoCloseable {
    private static final int EVENTS = 40;
    /** Longer than claims are kept of what is not there, and than any refusal lasts. */
    private static final Duration QUIET = Ownership.UNSURE.multipliedBy(4);

    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final StoryClock clock = new StoryClock();
    private final FakeHosts actual = new FakeHosts();
    private final FakeRecords records = new FakeRecords();
    private final KubernetesClient nobody;
    private final SplittableRandom random;
    private final MoodyAzure azure;
    private final List<ResourceId> identities;
    private final Map<Host, Set<ResourceId>> before = new HashMap<>();
    private final Map<Host, Set<ResourceId>> wanted = new HashMap<>();
    private final Map<Host, Instant> due = new HashMap<>();
    private HostDriver driver;
    private boolean restarted;

    HostHistory(long seed, KubernetesClient nobody) {
        this.nobody = nobody;
        random = new SplittableRandom(seed);
        azure = new MoodyAzure(actual, clock, clock::advance, random);
        // Sometimes more than fit into one request.
        identities = names(random.nextInt(8) == 0 ? 200 : 12);
        IntStream.rangeClosed(0, random.nextInt(random.nextInt(8) == 0 ? 20 : 4))
                .forEach(this::addHost);
        driver = new HostDriver(nobody, azure, records, clock, () -> true);
    }

    private static List<ResourceId> names(int count) {
        return IntStream.range(0, count).mapToObj(n -> id("id-" + n)).toList();
    }

    private void addHost(int number) {
        var host = World.scaleSet("pool-" + number);
        wanted.put(host, Set.of());
        due.put(host, clock.instant());
        create(host);
    }

    private void create(Host host) {
        var there = subset(4);
        there.add(id("kubelet"));
        before.put(host, there);
        actual.host(host, there.toArray(ResourceId[]::new));
    }

    private Set<ResourceId> subset(int oneIn) {
        var subset = new TreeSet<ResourceId>();
        identities.stream().filter(_ -> random.nextInt(oneIn) == 0).forEach(subset::add);
        return subset;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    void live() throws InterruptedException {
        azure.oneInIsOdd(random.nextBoolean() ? 3 : 10);
        for (var event = 0; event < EVENTS; event++) {
            happen();
            runFor(Duration.ofMillis(random.nextLong(PAUSE.toMillis())));
        }
        calmDown();
        runFor(QUIET);
    }

    private void happen() {
        var host = pick(List.copyOf(due.keySet()));
        var identity = pick(identities);
        switch (random.nextInt(12)) {
            case 0 -> actual.forbid(identity);
            case 1 -> actual.poison(identity);
            case 2 -> {
                // One that was there before and is gone now blocks its host for good, whoever calls.
                if (before.values().stream().noneMatch(there -> there.contains(identity))) {
                    if (random.nextBoolean()) {
                        actual.delete(identity);
                    } else {
                        actual.deleteUnnamed(identity);
                    }
                }
            }
            case 3 -> actual.heal();
            case 4 -> actual.recreate(identity);
            case 5 -> drift(host, identity);
            case 6 -> restart();
            case 7 -> comeOrGo(host);
            default -> want(host, subset(random.nextInt(1, 6)));
        }
    }

    private void want(Host host, Set<ResourceId> ids) {
        wanted.put(host, ids);
        due.put(host, clock.instant());
    }

    /** Somebody takes off what is not theirs. */
    private void drift(Host host, ResourceId identity) {
        if (actual.has(host) && !before.get(host).contains(identity)) {
            actual.detach(host, identity);
        }
    }

    /** One that comes back before anybody has seen that it was gone is taken for the old one: nothing tells them apart. */
    private void comeOrGo(Host host) {
        if (actual.has(host)) {
            actual.removeHost(host);
            if (random.nextBoolean()) {
                want(host, Set.of());
            }
        } else if (onRecord(host).isEmpty()) {
            create(host);
        }
    }

    private Set<ResourceId> onRecord(Host host) {
        return records.read(host).map(HostRecords.Entry::attached).orElse(Set.of());
    }

    private void restart() {
        restarted = true;
        driver.close();
        driver = new HostDriver(nobody, azure, records, clock, () -> true);
        due.replaceAll((_, _) -> clock.instant());
    }

    private void calmDown() {
        azure.oneInIsOdd(0);
        actual.heal();
    }

    private void runFor(Duration duration) throws InterruptedException {
        var end = clock.instant().plus(duration);
        while (true) {
            var next = due.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
            if (next.getValue().isAfter(end)) {
                break;
            }
            if (next.getValue().isAfter(clock.instant())) {
                clock.moveTo(next.getValue());
            }
            var host = next.getKey();
            due.put(host, driver.turn(host, wanted.get(host)));
        }
        if (clock.instant().isBefore(end)) {
            clock.moveTo(end);
        }
    }

    /** Throws {@link AssertionError} unless every host has what is wanted and what was there before, and no more. */
    void judge() throws InterruptedException {
        for (var host : due.keySet()) {
            if (!actual.has(host)) {
                assertThat(onRecord(host))
                        .as("on record of %s, which is gone", host.id())
                        .isEmpty();
                continue;
            }
            var expected = new HashSet<>(before.get(host));
            expected.addAll(wanted.get(host));
            assertThat(actual.attached(host)).as("attached to %s", host.id()).isEqualTo(expected);
            var ours = new HashSet<>(wanted.get(host));
            ours.removeAll(before.get(host));
            assertThat(onRecord(host)).as("on record of %s", host.id()).isEqualTo(ours);
            assertThat(azure.patches().getOrDefault(host, List.of()).stream()
                            .filter(at -> at.isAfter(clock.instant().minus(PAUSE.multipliedBy(10)))))
                    .as("changes of %s when nothing had to be changed", host.id())
                    .isEmpty();
        }
        if (!restarted) {
            azure.patches()
                    .forEach((host, at) ->
                            assertWithin(host.id() + " was changed too often", at, 12, Duration.ofSeconds(15)));
            assertWithin(
                    "the subscription was written too often",
                    azure.patches().values().stream()
                            .flatMap(List::stream)
                            .sorted()
                            .toList(),
                    100,
                    Duration.ofMillis(200));
            assertWithin("the subscription was read too often", azure.looks(), 125, Duration.ofMillis(80));
        }
    }

    /** In no stretch of time more than {@code burst}, and one with each {@code refill} of it. */
    static void assertWithin(String broken, List<Instant> calls, int burst, Duration refill) {
        for (var last = 0; last < calls.size(); last++) {
            for (var first = Math.max(0, last - 4 * burst); first <= last - burst; first++) {
                var took = Duration.between(calls.get(first), calls.get(last));
                var allowed = burst + took.dividedBy(refill);
                assertThat((long) last - first + 1)
                        .as("%s: from %s to %s", broken, calls.get(first), calls.get(last))
                        .isLessThanOrEqualTo(allowed);
            }
        }
    }

    @Override
    public void close() {
        driver.close();
    }
}
