package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lease, by which one of our controllers is chosen, with the old controller's lock held along with it: an old one that
 * acts is waited for, and one that is started later waits for us. Both would change the same hosts.
 */
final class BothLocks implements Lock {
    private static final Logger LOG = LoggerFactory.getLogger(BothLocks.class);

    private final LeaderElection election;
    private final Clock clock;
    private final LeaseLock lease;
    private final OldLock old;
    private String warned = "";
    /** Asked for again each time, since somebody may grant the right. */
    private boolean leasesForbidden;

    BothLocks(LeaderElection election, String identity, Clock clock) {
        this.election = election;
        this.clock = clock;
        this.lease = new LeaseLock(election.namespace(), election.name(), identity);
        this.old = new OldLock(election);
    }

    /** The old controller's record while it holds its lock, else the Lease's. */
    @Override
    public synchronized @Nullable LeaderElectionRecord get(KubernetesClient client) {
        var ours = lease(client);
        if (leasesForbidden) {
            return old.read(client).orElse(null);
        }
        var theirs =
                old.read(client).filter(record -> OldLock.holds(record, clock.instant()) && !sameHolder(record, ours));
        warn(theirs);
        return theirs.orElse(ours);
    }

    /** The old controller's role knows no leases: under it the old lock alone does, as it did for the old controller. */
    private @Nullable LeaderElectionRecord lease(KubernetesClient client) {
        try {
            var record = lease.get(client);
            leasesForbidden = false;
            return record;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            if (!leasesForbidden) {
                LOG.atWarn()
                        .addKeyValue("lease", election.namespace() + "/" + election.name())
                        .log("leases are forbidden, so the lock of the old controller is the only one: allow get,"
                                + " create and patch of leases");
            }
            leasesForbidden = true;
            return null;
        }
    }

    /** One of ours writes its name into both, and a name that only the old lock has may be ours from a moment ago. */
    private boolean sameHolder(LeaderElectionRecord record, @Nullable LeaderElectionRecord ours) {
        var holder = record.getHolderIdentity();
        return holder.equals(identity()) || (ours != null && holder.equals(ours.getHolderIdentity()));
    }

    private void warn(Optional<LeaderElectionRecord> theirs) {
        var holder = theirs.map(LeaderElectionRecord::getHolderIdentity).orElse("");
        if (!holder.isEmpty() && !holder.equals(warned)) {
            LOG.atWarn()
                    .addKeyValue("holder", holder)
                    .addKeyValue("endpoints", election.namespace() + "/" + election.name())
                    .log("the old controller still runs and is waited for: scale its deployment to 0");
        }
        warned = holder;
    }

    @Override
    public synchronized void create(KubernetesClient client, LeaderElectionRecord record) {
        old.write(client, record);
        if (!leasesForbidden) {
            lease.create(client, record);
        }
    }

    @Override
    public synchronized void update(KubernetesClient client, LeaderElectionRecord record) {
        // The old lock first: should an old controller have taken it since, this fails and the Lease is not ours.
        old.write(client, record);
        if (!leasesForbidden) {
            lease.update(client, named(record));
        }
    }

    /** Given back, a lock has no holder; the Lease is patched, which leaves a field that is null as it was. */
    private static LeaderElectionRecord named(LeaderElectionRecord record) {
        return record.getHolderIdentity() == null
                ? new LeaderElectionRecord(
                        "",
                        record.getLeaseDuration(),
                        record.getAcquireTime(),
                        record.getRenewTime(),
                        record.getLeaderTransitions())
                : record;
    }

    @Override
    public String identity() {
        return lease.identity();
    }

    @Override
    public String describe() {
        return lease.describe();
    }
}
