package io.podpass.agent;

import io.podpass.core.Assignment;
import io.podpass.core.ExceptionRule;
import io.podpass.core.Identity;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.KubeException;
import io.podpass.kube.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/** A node whose future is written down: waiting moves the clock to the next event, or to the deadline. */
final class FakeNode implements NodeView {
    private record Event(Instant at, Runnable change) {}

    private final StoryClock clock;
    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();
    private final Map<ObjectKey, Assignment> assignments = new LinkedHashMap<>();
    private final Map<ObjectKey, ExceptionRule> exceptions = new LinkedHashMap<>();
    private final PriorityQueue<Event> future = new PriorityQueue<>(Comparator.comparing(Event::at));
    private final List<Instant> looks = new ArrayList<>();
    private boolean synced = true;
    private long version;

    FakeNode(StoryClock clock) {
        this.clock = clock;
    }

    synchronized FakeNode with(Pod... more) {
        for (var pod : more) {
            pods.put(pod.key(), pod);
        }
        version++;
        return this;
    }

    synchronized FakeNode with(Assignment... more) {
        for (var assignment : more) {
            assignments.put(assignment.key(), assignment);
        }
        version++;
        return this;
    }

    synchronized FakeNode with(ExceptionRule... more) {
        for (var rule : more) {
            exceptions.put(rule.key(), rule);
        }
        version++;
        return this;
    }

    synchronized void without(ExceptionRule rule) {
        exceptions.remove(rule.key());
        version++;
    }

    synchronized void without(Pod pod) {
        pods.remove(pod.key());
        version++;
    }

    synchronized void without(Assignment assignment) {
        assignments.remove(assignment.key());
        version++;
    }

    synchronized void notSynced() {
        synced = false;
    }

    synchronized void after(Duration delay, Runnable change) {
        future.add(new Event(clock.instant().plus(delay), change));
    }

    synchronized int looks() {
        return looks.size();
    }

    @Override
    public synchronized boolean synced() {
        return synced;
    }

    @Override
    public synchronized void awaitSynced(Duration limit) {
        if (!synced) {
            throw new AgentException("cannot read pods: no answer");
        }
    }

    @Override
    public Secrets secrets() {
        return key -> {
            throw new KubeException("there is no Secret " + key);
        };
    }

    @Override
    public void close() {
        // Nothing is read from anywhere.
    }

    @Override
    public synchronized Collection<Pod> podsByAddress(String address) {
        return pods.values().stream().filter(pod -> pod.ips().contains(address)).toList();
    }

    @Override
    public synchronized Optional<Pod> pod(ObjectKey key) {
        return Optional.ofNullable(pods.get(key));
    }

    @Override
    public synchronized Collection<ExceptionRule> exceptionsIn(String namespace) {
        return exceptions.values().stream()
                .filter(rule -> rule.key().namespace().equals(namespace))
                .toList();
    }

    @Override
    public synchronized Collection<Assignment> assignmentsOf(Pod pod) {
        looks.add(clock.instant());
        return assignments.values().stream()
                .filter(assignment -> assignment.pod().equals(pod.key()))
                .toList();
    }

    @Override
    public synchronized Set<Identity> identities() {
        return assignments.values().stream().map(Assignment::identity).collect(Collectors.toSet());
    }

    @Override
    public Subscription changesAt(String address) {
        return new Story();
    }

    @Override
    public Subscription changesOf(Pod pod) {
        return new Story();
    }

    private synchronized long version() {
        return version;
    }

    private synchronized long await(long seen, Instant deadline) {
        if (version != seen) {
            return version;
        }
        var next = future.peek();
        if (next == null || next.at().isAfter(deadline)) {
            clock.moveTo(deadline);
            return version;
        }
        clock.moveTo(next.at());
        future.remove();
        next.change().run();
        return ++version;
    }

    private final class Story implements Subscription {
        private long seen = version();

        @Override
        public boolean await(Instant deadline) {
            var before = seen;
            seen = FakeNode.this.await(seen, deadline);
            return seen != before;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
