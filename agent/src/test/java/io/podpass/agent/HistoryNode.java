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
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A node as its watches tell of it: each lags and breaks for itself, so that what they tell need not fit together. */
final class HistoryNode implements NodeView {
    private final Timeline timeline;
    private final LaggingWatch<Pod> pods;
    private final LaggingWatch<Assignment> assignments;
    private final LaggingWatch<ExceptionRule> exceptions;
    private long version;

    HistoryNode(Timeline timeline) {
        this.timeline = timeline;
        this.pods = new LaggingWatch<>(timeline, () -> version++);
        this.assignments = new LaggingWatch<>(timeline, () -> version++);
        this.exceptions = new LaggingWatch<>(timeline, () -> version++);
    }

    LaggingWatch<Pod> pods() {
        return pods;
    }

    LaggingWatch<Assignment> assignments() {
        return assignments;
    }

    LaggingWatch<ExceptionRule> exceptions() {
        return exceptions;
    }

    @Override
    public boolean synced() {
        return true;
    }

    @Override
    public void awaitSynced(Duration limit) {
        // It always is.
    }

    @Override
    public Collection<Pod> podsByAddress(String address) {
        return pods.told().values().stream()
                .filter(pod -> pod.ips().contains(address))
                .toList();
    }

    @Override
    public Optional<Pod> pod(ObjectKey key) {
        return Optional.ofNullable(pods.told().get(key));
    }

    @Override
    public Collection<ExceptionRule> exceptionsIn(String namespace) {
        return exceptions.told().values().stream()
                .filter(rule -> rule.key().namespace().equals(namespace))
                .toList();
    }

    @Override
    public Collection<Assignment> assignmentsOf(Pod pod) {
        return assignments.told().values().stream()
                .filter(assignment -> assignment.pod().equals(pod.key()))
                .toList();
    }

    long version() {
        return version;
    }

    @Override
    public Set<Identity> identities() {
        return assignments.told().values().stream().map(Assignment::identity).collect(Collectors.toSet());
    }

    @Override
    public Subscription changesAt(String address) {
        return new Changes();
    }

    @Override
    public Subscription changesOf(Pod pod) {
        return new Changes();
    }

    private final class Changes implements Subscription {
        private long seen = version;

        @Override
        public boolean await(Instant deadline) {
            var before = seen;
            while (version == seen && timeline.next(deadline)) {
                // Not everything that happens is told.
            }
            seen = version;
            return seen != before;
        }

        @Override
        public void close() {
            // Nothing is held.
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
}
