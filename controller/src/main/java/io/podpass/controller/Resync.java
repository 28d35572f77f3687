package io.podpass.controller;

import io.podpass.core.AssignmentState;
import io.podpass.core.CredentialMode;
import io.podpass.core.Host;
import io.podpass.core.ObjectKey;
import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.KeyedQueue;
import io.podpass.kube.Records;
import io.podpass.kube.Timer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks over everything from time to time, for what no change has told of. Asks the API server nothing and changes
 * nothing itself: what it finds is handed to the queues, and reported.
 */
final class Resync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resync.class);

    /** What was missed. */
    record Found(List<ObjectKey> pods, List<Host> hosts) {
        boolean nothing() {
            return pods.isEmpty() && hosts.isEmpty();
        }
    }

    private final Cluster cluster;
    private final Assignments assignments;
    private final KeyedQueue<ObjectKey> pods;
    private final KeyedQueue<Host> hosts;
    private final Duration every;
    private final Timer timer;
    private volatile boolean closed;

    Resync(
            Cluster cluster,
            Assignments assignments,
            KeyedQueue<ObjectKey> pods,
            KeyedQueue<Host> hosts,
            Duration every,
            Timer timer) {
        this.cluster = cluster;
        this.assignments = assignments;
        this.pods = pods;
        this.hosts = hosts;
        this.every = every;
        this.timer = timer;
    }

    void schedule() {
        // Not on the timer's thread, which others wait for.
        timer.after(every, () -> Thread.ofVirtual().name("podpass-resync").start(this::runAndSchedule));
    }

    private void runAndSchedule() {
        if (closed) {
            return;
        }
        try {
            run();
        } finally {
            schedule();
        }
    }

    Found run() {
        var found = new Found(
                allPods()
                        .filter(pod -> !pods.holds(pod) && assignments.differs(pod))
                        .toList(),
                // A host that an identity has to be on always waits for its next look.
                cluster.assignments().all().stream()
                        .filter(this::needsHost)
                        .flatMap(assignment -> cluster.host(Records.nodeOf(assignment)).stream())
                        .distinct()
                        .filter(host -> !hosts.holds(host))
                        .toList());
        found.pods().forEach(pods::add);
        found.hosts().forEach(hosts::add);
        if (found.nothing()) {
            LOG.debug("resync found nothing that was missed");
        } else {
            LOG.atWarn()
                    .addKeyValue("pods", found.pods())
                    .addKeyValue("hosts", found.hosts().stream().map(Host::id).toList())
                    .log("resync found what no change had told of, and repairs it");
        }
        return found;
    }

    private Stream<ObjectKey> allPods() {
        return Stream.concat(
                        cluster.pods().all().stream().map(Records::key),
                        cluster.assignments().all().stream().map(Records::podOf))
                .distinct();
    }

    private boolean needsHost(AzureAssignedIdentity object) {
        return cluster.read(object)
                .readable()
                .filter(assignment -> assignment.identity().mode() == CredentialMode.ATTACHED)
                .filter(assignment -> !assignment.deleting() && assignment.state() != AssignmentState.UNASSIGNED)
                .isPresent();
    }

    @Override
    public void close() {
        closed = true;
    }
}
