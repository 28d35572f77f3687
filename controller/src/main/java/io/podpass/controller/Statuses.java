package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podpass.controller.Readiness.Use;
import io.podpass.core.AssignmentState;
import io.podpass.core.IdentityRules.Verdict;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.Index;
import io.podpass.kube.KeyedQueue;
import io.podpass.kube.KeyedQueue.Next;
import io.podpass.kube.Records;
import io.podpass.kube.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the conditions of identities and bindings. News of one object are collected for a moment, and one object is
 * written once in a while at most, by one call at a time for all of them: a rollout of a thousand pods is a handful of
 * writes. Safe for use by many threads.
 */
final class Statuses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Statuses.class);

    private final Cluster cluster;
    private final Problems problems;
    private final StatusWriter writer;
    private final Upkeep upkeep;
    private final Clock clock;
    private final KeyedQueue<Subject> queue;
    /** With the time of the first piece of news since the last write. */
    private final Map<Subject, Instant> changed = new ConcurrentHashMap<>();

    private final Map<Subject, Instant> written = new ConcurrentHashMap<>();

    Statuses(Cluster cluster, Problems problems, StatusWriter writer, ControllerSettings settings, Timer timer) {
        this.cluster = cluster;
        this.problems = problems;
        this.writer = writer;
        this.upkeep = settings.upkeep();
        this.clock = settings.clock();
        this.queue = new KeyedQueue<>("statuses", 1, settings.podBackoff(), timer, this::run);
    }

    /** Returns at once. */
    void changed(Subject subject) {
        if (changed.putIfAbsent(subject, clock.instant()) == null) {
            queue.add(subject);
        }
    }

    /** How many objects wait for their turn, those that collect news not included. */
    int waiting() {
        return queue.waiting();
    }

    private Next run(Subject subject) {
        var now = clock.instant();
        var early = Duration.between(now, due(subject, now));
        if (early.isPositive()) {
            return new Next.After(early);
        }
        // Before anything is read: what comes later counts as news again.
        changed.remove(subject);
        written.put(subject, now);
        try {
            return write(subject) ? Next.DONE : Next.RETRY;
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("object", subject)
                    .addKeyValue("problem", e.getMessage())
                    .log("condition not written, trying again later");
            return Next.RETRY;
        }
    }

    private Instant due(Subject subject, Instant now) {
        var collected = changed.getOrDefault(subject, now).plus(upkeep.statusDelay());
        var paced = written.getOrDefault(subject, Instant.EPOCH).plus(upkeep.statusInterval());
        // A failed write, of which there is no news, is tried again when the back-off says so.
        return changed.containsKey(subject) && collected.isAfter(paced) ? collected : paced;
    }

    private boolean write(Subject subject) {
        return switch (subject.kind()) {
            case IDENTITY ->
                cluster.identities()
                        .get(subject.key())
                        .map(identity -> writer.write(identity, AzureIdentity.class, readiness(identity)))
                        .orElseGet(() -> gone(subject));
            case BINDING ->
                cluster.bindings()
                        .get(subject.key())
                        .map(binding -> writer.write(binding, AzureIdentityBinding.class, readiness(binding)))
                        .orElseGet(() -> gone(subject));
        };
    }

    private boolean gone(Subject subject) {
        written.remove(subject);
        return true;
    }

    private Readiness readiness(AzureIdentity identity) {
        return Readiness.ofIdentity(cluster.read(identity), uses(Index.ASSIGNMENTS_BY_IDENTITY, Records.key(identity)));
    }

    private Readiness readiness(AzureIdentityBinding object) {
        var binding = cluster.read(object);
        Optional<Verdict> verdict = cluster.identities().get(binding.identity()).map(cluster::read);
        return Readiness.ofBinding(
                binding.identity(), verdict, binding.selector(), uses(Index.ASSIGNMENTS_BY_BINDING, binding.key()));
    }

    private List<Use> uses(Index<AzureAssignedIdentity> index, ObjectKey key) {
        return cluster.assignments().by(index, Index.value(key)).stream()
                .filter(object -> !Records.deleting(object) && Records.stateOf(object) != AssignmentState.UNASSIGNED)
                .map(object -> new Use(
                        host(Records.nodeOf(object)),
                        Records.stateOf(object).usable(),
                        problems.of(Records.key(object))))
                .toList();
    }

    private String host(String node) {
        return cluster.host(node).map(host -> host.id().name()).orElse("node " + node);
    }

    @Override
    public void close() {
        queue.close();
    }
}
