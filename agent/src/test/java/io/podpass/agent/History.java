package io.podpass.agent;

import io.podpass.core.Binding;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A cluster that never rests: pods come, go, finish, change labels and swap addresses; bindings and identities change; a
 * controller follows, some time later; exceptions come and go; the node's watches lag and break. All of it is decided by the seed.
 */
final class History {
    static final List<String> ADDRESSES =
            List.of("10.244.0.11", "10.244.0.12", "10.244.0.13", "fd00::14", "10.244.0.15");
    static final List<String> CLIENT_IDS = List.of("client-one", "client-two", "client-three", "client-four");

    private static final List<String> NAMESPACES = List.of("shop", "bank");
    private static final List<String> LABELS = List.of("red", "red", "red", "blue", "");

    private final SplittableRandom random;
    private final Timeline timeline;
    private final HistoryNode node;
    private final Map<ObjectKey, Binding> bindings = new TreeMap<>();
    private final Map<ObjectKey, Identity> identities = new TreeMap<>();
    private final HistoryController controller;
    private int uids;

    History(SplittableRandom random, Timeline timeline) {
        this.random = random;
        this.timeline = timeline;
        this.node = new HistoryNode(timeline);
        this.controller = new HistoryController(random.split(), node.assignments(), node.pods());
        for (var i = 0; i < 40; i++) {
            step();
        }
        goOn();
    }

    HistoryNode node() {
        return node;
    }

    private void goOn() {
        timeline.after(upTo(Duration.ofSeconds(4)), () -> {
            step();
            goOn();
        });
    }

    private void step() {
        switch (below(20)) {
            case 0, 1, 2, 3 -> node.pods().put(podKey(), pod(podKey()));
            case 4 -> node.pods().remove(podKey());
            case 5 -> somePod().ifPresent(pod -> put(pod, pod.uid(), pod.labels(), pod.ips(), true));
            case 6 -> somePod().ifPresent(pod -> put(pod, pod.uid(), label(), pod.ips(), pod.finished()));
            case 7 -> swapAddresses();
            case 8, 9, 10 -> binding();
            case 11, 12 -> identity();
            case 17, 19 -> exception();
            case 18 -> node.exceptions().lag(lag());
            case 16 -> somePod().ifPresent(pod -> controller.byHand(pod, identities.values()));
            case 13 -> node.pods().lag(lag());
            case 14 -> node.assignments().lag(lag());
            default -> {
                if (below(2) == 0) {
                    node.pods().breakFor(upTo(Duration.ofSeconds(20)));
                } else {
                    node.assignments().breakFor(upTo(Duration.ofSeconds(20)));
                }
            }
        }
        timeline.after(lag(), () -> controller.follow(bindings.values(), identities));
    }

    /** Always a new pod, also under an old name: addresses are given out again while the last one that had it lives. */
    private Pod pod(ObjectKey key) {
        return new Pod(
                key,
                "uid-" + uids++,
                Samples.NODE,
                label(),
                "default",
                Set.copyOf(below(8) == 0 ? List.of(pick(ADDRESSES), pick(ADDRESSES)) : List.of(pick(ADDRESSES))),
                below(20) == 0,
                false);
    }

    private void put(Pod pod, String uid, Map<String, String> labels, Set<String> ips, boolean finished) {
        node.pods()
                .put(
                        pod.key(),
                        new Pod(
                                pod.key(),
                                uid,
                                pod.node(),
                                labels,
                                pod.serviceAccount(),
                                ips,
                                pod.hostNetwork(),
                                finished));
    }

    private void swapAddresses() {
        var one = somePod();
        var other = somePod();
        if (one.isPresent() && other.isPresent()) {
            var again = below(2) == 0 ? "-again" + uids++ : "";
            put(
                    one.get(),
                    one.get().uid() + again,
                    one.get().labels(),
                    other.get().ips(),
                    false);
            put(
                    other.get(),
                    other.get().uid() + again,
                    other.get().labels(),
                    one.get().ips(),
                    false);
        }
    }

    private void binding() {
        var key = new ObjectKey(pick(NAMESPACES), pick(List.of("first", "second", "third")));
        if (below(4) == 0) {
            bindings.remove(key);
        } else {
            bindings.put(key, new Binding(key, identityName(), pick(List.of("red", "red", "blue")), below(3)));
        }
    }

    /** Now and then under the same name with another client id: what was kept for the old one must not be given out. */
    private void identity() {
        var key = new ObjectKey(pick(NAMESPACES), identityName());
        if (below(6) == 0) {
            identities.remove(key);
        } else {
            identities.put(
                    key,
                    Identity.attached(
                            key,
                            new ResourceId(Samples.IDENTITY.resourceId().orElseThrow() + key.name()),
                            pick(CLIENT_IDS),
                            below(3) == 0));
        }
    }

    private void exception() {
        var key = new ObjectKey(pick(NAMESPACES), pick(List.of("addons", "legacy")));
        if (below(2) == 0) {
            node.exceptions().remove(key);
        } else {
            node.exceptions()
                    .put(
                            key,
                            new ExceptionRule(
                                    key,
                                    Map.of("tier", pick(List.of("old", "OLD", "new")), "team", "x"),
                                    below(2) == 0 ? Optional.empty() : Optional.of(Set.of(pick(CLIENT_IDS)))));
        }
    }

    private ObjectKey podKey() {
        return new ObjectKey(pick(NAMESPACES), pick(List.of("web", "jobs", "cron")));
    }

    private Optional<Pod> somePod() {
        return Optional.ofNullable(node.pods().truth().get(podKey()));
    }

    private Map<String, String> label() {
        var labels = new TreeMap<String, String>();
        var label = pick(LABELS);
        if (!label.isEmpty()) {
            labels.put(Pod.LABEL, label);
        }
        if (below(3) == 0) {
            labels.put("tier", pick(List.of("old", "new", "other")));
        }
        return labels;
    }

    private String identityName() {
        return pick(List.of("orders", "reports"));
    }

    private Duration lag() {
        return below(3) == 0 ? Duration.ZERO : upTo(Duration.ofSeconds(6));
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T pick(List<T> options) {
        return options.get(below(options.size()));
    }
}
