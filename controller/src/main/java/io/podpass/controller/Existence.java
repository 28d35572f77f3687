package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.azure.HostIdentityClient;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the identities themselves are still there, which costs no change of the host to find out. */
final class Existence {
    private static final Logger LOG = LoggerFactory.getLogger(Existence.class);

    private final HostIdentityClient client;
    private final HostMemory memory;
    private final SubscriptionBudget subscription;
    private final Clock clock;

    Existence(HostIdentityClient client, HostMemory memory, SubscriptionBudget subscription, Clock clock) {
        this.client = client;
        this.memory = memory;
        this.subscription = subscription;
        this.clock = clock;
    }

    /**
     * Those that are no more: of what is to be attached, and of ours on the host, which Azure then lets nobody change.
     * Asks for as many as the budget allows.
     */
    Set<ResourceId> gone(IdentityPatch patch) {
        var suspects = new TreeSet<>(memory.ours());
        suspects.retainAll(memory.present());
        suspects.removeAll(patch.detach());
        suspects.addAll(patch.attach());
        suspects.removeAll(memory.refusedAt(clock.instant()));
        suspects.removeAll(memory.existed(clock.instant()));
        var gone = new TreeSet<ResourceId>();
        try {
            for (var id : suspects) {
                if (!subscription.read(clock.instant())) {
                    break;
                }
                if (client.exists(id)) {
                    memory.exists(id, clock.instant());
                } else {
                    gone.add(id);
                }
            }
        } catch (ArmException e) {
            LOG.atInfo()
                    .addKeyValue("problem", e.getMessage())
                    .log("whether refused identities exist is not known, and found out by halves");
        }
        return gone;
    }

    /** What the owners of a gone one are told. */
    static ArmException problem(ResourceId id) {
        return new ArmException(
                "there is no identity " + id + " in Azure: create it, or correct spec.resourceID",
                HttpURLConnection.HTTP_NOT_FOUND,
                "ResourceNotFound",
                Set.of(id),
                Optional.empty());
    }
}
