package io.podpass.controller;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Optional;

/** Who leads, for those who only want to know. */
public final class Leader {
    private Leader() {}

    /**
     * Holder of the Lease, else of the old controller's lock; nobody whose time is over at {@code now}. Throws what the
     * client throws.
     */
    public static Optional<String> read(KubernetesClient client, LeaderElection election, Instant now) {
        var lease = client.leases()
                .inNamespace(election.namespace())
                .withName(election.name())
                .get();
        var holder = Optional.ofNullable(lease).flatMap(found -> holder(found.getSpec(), now));
        return holder.or(() -> new OldLock(election)
                .read(client)
                .filter(old -> OldLock.holds(old, now))
                .map(old -> old.getHolderIdentity()));
    }

    private static Optional<String> holder(LeaseSpec spec, Instant now) {
        if (spec == null
                || spec.getHolderIdentity() == null
                || spec.getHolderIdentity().isEmpty()
                || spec.getRenewTime() == null
                || spec.getLeaseDurationSeconds() == null
                || !now.isBefore(spec.getRenewTime().toInstant().plusSeconds(spec.getLeaseDurationSeconds()))) {
            return Optional.empty();
        }
        return Optional.of(spec.getHolderIdentity());
    }
}
