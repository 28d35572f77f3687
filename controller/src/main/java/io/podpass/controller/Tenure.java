package io.podpass.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Knows by the clock alone whether a lock is surely still ours: counted from before the call that renewed it, and for less
 * time than others wait before they take it. So it ends in time even when the process stood still, or when the API server
 * does not answer and nobody is told of the loss. Safe for use by many threads.
 */
final class Tenure implements Lock {
    private final Lock lock;
    private final Duration length;
    private final Clock clock;
    private Instant since = Instant.MIN;

    /** {@code length} must be shorter than the lease: what was sent just before the end must arrive before it, too. */
    Tenure(Lock lock, Duration length, Clock clock) {
        this.lock = lock;
        this.length = length;
        this.clock = clock;
    }

    synchronized boolean lasts() {
        var now = clock.instant();
        // A clock that was put back says nothing about how long ago the lock was renewed.
        return !now.isBefore(since) && now.isBefore(since.plus(length));
    }

    @Override
    public @Nullable LeaderElectionRecord get(KubernetesClient client) {
        var record = lock.get(client);
        if (record == null || !identity().equals(record.getHolderIdentity())) {
            begin(Instant.MIN);
        }
        return record;
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord record) {
        var asked = clock.instant();
        lock.create(client, record);
        begin(asked);
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord record) {
        var ours = identity().equals(record.getHolderIdentity());
        if (!ours) {
            // Given back: it may be another's before we hear of it.
            begin(Instant.MIN);
        }
        var asked = clock.instant();
        lock.update(client, record);
        if (ours) {
            begin(asked);
        }
    }

    private synchronized void begin(Instant instant) {
        since = instant;
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
