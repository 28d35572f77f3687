package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs for the lease for as long as it is open, again after each loss. Closing gives the lease back. */
final class Leadership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final KubernetesClient client;
    private final LeaderElection election;
    private final Clock clock;
    private final Runnable gained;
    private final Runnable lost;
    private CompletableFuture<?> candidacy = CompletableFuture.completedFuture(null);
    private volatile Optional<Tenure> tenure = Optional.empty();
    private boolean closed;

    Leadership(KubernetesClient client, LeaderElection election, Clock clock, Runnable gained, Runnable lost) {
        this.client = client;
        this.election = election;
        this.clock = clock;
        this.gained = gained;
        this.lost = lost;
    }

    synchronized void run() {
        if (closed) {
            return;
        }
        var holder = election.holder().isEmpty() ? hostName() : election.holder();
        var current = new Tenure(new BothLocks(election, holder, clock), election.renewDeadline(), clock);
        tenure = Optional.of(current);
        var config = new LeaderElectionConfigBuilder()
                .withName(election.name())
                .withLeaseDuration(election.lease())
                .withRenewDeadline(election.renewDeadline())
                .withRetryPeriod(election.retryPeriod())
                .withReleaseOnCancel(true)
                .withLock(current)
                .withLeaderCallbacks(new LeaderCallbacks(gained, lost, this::newLeader))
                .build();
        // Its loops block while they ask the API server.
        Executor executor = task -> Thread.ofVirtual().name("podpass-lease").start(task);
        candidacy = new LeaderElector(client, config, executor).start();
        var _ = candidacy.whenComplete((_, _) -> run());
    }

    /** Whether nobody else can have the lease at this moment. To be asked right before what only a leader may do. */
    boolean leads() {
        return tenure.filter(Tenure::lasts).isPresent();
    }

    private void newLeader(String leader) {
        LOG.atInfo().addKeyValue("leader", leader).log("a controller leads");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "this machine does not know its own name: set leader-election-instance to one that is unique", e);
        }
    }

    @Override
    public void close() {
        CompletableFuture<?> running;
        synchronized (this) {
            closed = true;
            running = candidacy;
        }
        running.cancel(true);
    }
}
