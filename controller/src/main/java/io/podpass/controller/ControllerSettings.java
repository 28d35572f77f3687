package io.podpass.controller;

import io.podpass.http.OperationsPorts;
import io.podpass.kube.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How a controller runs.
 *
 * @param forceNamespaced whether every identity serves pods of its own namespace only
 * @param leaderElection how one of several controllers is chosen; they must all agree on it
 * @param neverDetached client ids of identities that stay on their hosts whatever happens, in any case; the controller's
 *     own must be among them
 * @param podWorkers how many pods are worked on at once
 * @param hostWorkers how many hosts are worked on at once
 * @param reconcile how often hosts are compared with what is assigned, since others change them too
 * @param podBackoff wait after failures with one pod's assignments
 * @param hostBackoff wait after failures with one host, and with one identity that a host refuses
 * @param syncLimit how long the first reading of the cluster may take
 * @param upkeep what is done by the clock
 * @param ports where machines ask how the controller is
 * @param typeUpgrade what becomes of objects of releases before 1.6
 */
public record ControllerSettings(
        boolean forceNamespaced,
        LeaderElection leaderElection,
        Set<String> neverDetached,
        int podWorkers,
        int hostWorkers,
        Duration reconcile,
        Backoff podBackoff,
        Backoff hostBackoff,
        Duration syncLimit,
        Upkeep upkeep,
        OperationsPorts ports,
        TypeUpgradeSettings typeUpgrade,
        Clock clock) {
    /** What is written at once for pods; the API server shares out its own capacity beyond that. */
    public static final int POD_WORKERS = 20;

    /** A worker mostly waits for Azure, for a minute and more: hosts must not wait for each other. */
    public static final int HOST_WORKERS = 500;

    /** Azure strips identities off scale sets when AKS scales or upgrades them (spec azure-platform §3.5). */
    public static final Duration RECONCILE = Duration.ofMinutes(3);

    public static final Backoff POD_BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofMinutes(1));

    /** A role takes minutes to become effective; asking every few seconds would use up the host's PATCH calls. */
    public static final Backoff HOST_BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    public static final Duration SYNC_LIMIT = Duration.ofMinutes(1);

    public static final ControllerSettings DEFAULTS = new ControllerSettings(
            false,
            LeaderElection.DEFAULTS,
            Set.of(),
            POD_WORKERS,
            HOST_WORKERS,
            RECONCILE,
            POD_BACKOFF,
            HOST_BACKOFF,
            SYNC_LIMIT,
            Upkeep.DEFAULTS,
            OperationsPorts.NONE,
            TypeUpgradeSettings.OFF,
            Clock.systemUTC());

    public ControllerSettings {
        neverDetached =
                neverDetached.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        if (!reconcile.isPositive()) {
            throw new IllegalArgumentException("reconcile must be longer than nothing, was " + reconcile);
        }
    }

    public ControllerSettings withForceNamespaced(boolean value) {
        return change(draft -> draft.forceNamespaced = value);
    }

    public ControllerSettings withLeaderElection(LeaderElection value) {
        return change(draft -> draft.leaderElection = value);
    }

    public ControllerSettings withNeverDetached(Set<String> value) {
        return change(draft -> draft.neverDetached = value);
    }

    public ControllerSettings withPodWorkers(int value) {
        return change(draft -> draft.podWorkers = value);
    }

    public ControllerSettings withReconcile(Duration value) {
        return change(draft -> draft.reconcile = value);
    }

    public ControllerSettings withHostBackoff(Backoff value) {
        return change(draft -> draft.hostBackoff = value);
    }

    public ControllerSettings withSyncLimit(Duration value) {
        return change(draft -> draft.syncLimit = value);
    }

    public ControllerSettings withUpkeep(Upkeep value) {
        return change(draft -> draft.upkeep = value);
    }

    /** For tests, whose time is not the machine's. */
    ControllerSettings withClock(Clock value) {
        return change(draft -> draft.clock = value);
    }

    public ControllerSettings withPorts(OperationsPorts value) {
        return change(draft -> draft.ports = value);
    }

    public ControllerSettings withTypeUpgrade(TypeUpgradeSettings value) {
        return change(draft -> draft.typeUpgrade = value);
    }

    private ControllerSettings change(Consumer<Draft> edit) {
        var draft = new Draft(this);
        edit.accept(draft);
        return draft.settled();
    }

    boolean neverDetaches(String clientId) {
        return neverDetached.contains(clientId.toLowerCase(Locale.ROOT));
    }

    /** The one place that copies: what is not changed stays. */
    private static final class Draft {
        private boolean forceNamespaced;
        private LeaderElection leaderElection;
        private Set<String> neverDetached;
        private int podWorkers;
        private final int hostWorkers;
        private Duration reconcile;
        private final Backoff podBackoff;
        private Backoff hostBackoff;
        private Duration syncLimit;
        private Upkeep upkeep;
        private OperationsPorts ports;
        private TypeUpgradeSettings typeUpgrade;
        private Clock clock;

        Draft(ControllerSettings settings) {
            this.forceNamespaced = settings.forceNamespaced;
            this.leaderElection = settings.leaderElection;
            this.neverDetached = settings.neverDetached;
            this.podWorkers = settings.podWorkers;
            this.hostWorkers = settings.hostWorkers;
            this.reconcile = settings.reconcile;
            this.podBackoff = settings.podBackoff;
            this.hostBackoff = settings.hostBackoff;
            this.syncLimit = settings.syncLimit;
            this.upkeep = settings.upkeep;
            this.ports = settings.ports;
            this.typeUpgrade = settings.typeUpgrade;
            this.clock = settings.clock;
        }

        ControllerSettings settled() {
            return new ControllerSettings(
                    forceNamespaced,
                    leaderElection,
                    neverDetached,
                    podWorkers,
                    hostWorkers,
                    reconcile,
                    podBackoff,
                    hostBackoff,
                    syncLimit,
                    upkeep,
                    ports,
                    typeUpgrade,
                    clock);
        }
    }
}
