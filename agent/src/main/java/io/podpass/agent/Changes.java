package io.podpass.agent;

import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.kube.NodeListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the requests that a change concerns and no others: a request costs what happens to its own pod, however busy
 * the node is. Safe for use by many threads.
 */
final class Changes implements NodeListener {
    private record Namespace(String name) {}

    /** What is subscribed to: addresses, keys of pods, namespaces. */
    private final ConcurrentMap<Object, Set<Waiter>> waiters = new ConcurrentHashMap<>();

    private final Clock clock;
    private volatile boolean ended;

    Changes(Clock clock) {
        this.clock = clock;
    }

    Subscription at(String address) {
        return new Waiter(List.of(address));
    }

    Subscription of(Pod pod) {
        var topics = new ArrayList<Object>(pod.ips());
        topics.add(pod.key());
        topics.add(new Namespace(pod.key().namespace()));
        return new Waiter(topics);
    }

    @Override
    public void podChanged(Set<String> addresses) {
        addresses.forEach(this::wake);
    }

    @Override
    public void assignmentChanged(ObjectKey pod) {
        wake(pod);
    }

    @Override
    public void namespaceChanged(String namespace) {
        wake(new Namespace(namespace));
    }

    @Override
    public void synced() {
        waiters.keySet().forEach(this::wake);
    }

    /** Nobody waits any more: those who do, or begin to, are interrupted. */
    void end() {
        ended = true;
        waiters.keySet().forEach(this::wake);
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return waiters.isEmpty();
    }

    private void wake(Object topic) {
        waiters.getOrDefault(topic, Set.of()).forEach(Waiter::changed);
    }

    private final class Waiter implements Subscription {
        private final List<Object> topics;
        private final Semaphore changed = new Semaphore(0);

        Waiter(List<Object> topics) {
            this.topics = topics;
            topics.forEach(topic -> waiters.compute(topic, (_, set) -> {
                var all = set == null ? ConcurrentHashMap.<Waiter>newKeySet() : set;
                all.add(this);
                return all;
            }));
        }

        void changed() {
            changed.release();
        }

        @Override
        public boolean await(Instant deadline) throws InterruptedException {
            var left = Duration.between(clock.instant(), deadline);
            var woken = !ended && changed.tryAcquire(left.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                throw new InterruptedException("the agent is stopping");
            }
            if (!woken) {
                return false;
            }
            // Many changes since the last look need one look.
            changed.drainPermits();
            return true;
        }

        @Override
        public void close() {
            topics.forEach(topic -> waiters.computeIfPresent(topic, (_, set) -> {
                set.remove(this);
                return set.isEmpty() ? null : set;
            }));
        }
    }
}
