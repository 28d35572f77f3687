package io.podpass.cli;

import io.podpass.controller.ControllerSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How often and how much at once the controller works, and what it never takes off a host. */
final class ControllerOptions {
    @Option(
            names = "--syncRetryDuration",
            paramLabel = "DURATION",
            defaultValue = "3600s",
            converter = GoDuration.class,
            description =
                    "How often everything is compared, should a change have been missed. Default: ${DEFAULT-VALUE}.")
    private Duration resync = Duration.ofHours(1);

    @Option(
            names = "--identity-assignment-reconcile-interval",
            paramLabel = "DURATION",
            defaultValue = "3m",
            converter = GoDuration.class,
            description = "How often hosts are looked at for what others changed. Default: ${DEFAULT-VALUE}.")
    private Duration reconcile = Duration.ofMinutes(3);

    @Option(
            names = "--createDeleteBatch",
            paramLabel = "PODS",
            defaultValue = "20",
            description = "How many pods' assignments are written at once. Default: ${DEFAULT-VALUE}.")
    private int podsAtOnce;

    @Option(
            names = "--immutable-user-msis",
            paramLabel = "CLIENTIDS",
            defaultValue = "",
            description = "Client ids, with commas between them, of identities that are never detached.")
    private String neverDetached = "";

    ControllerSettings applyTo(ControllerSettings settings) {
        if (podsAtOnce < 1) {
            throw new UsageException("--createDeleteBatch must be 1 or more, was " + podsAtOnce);
        }
        return settings.withReconcile(positive("--identity-assignment-reconcile-interval", reconcile))
                .withUpkeep(settings.upkeep().withResync(positive("--syncRetryDuration", resync)))
                .withPodWorkers(podsAtOnce)
                .withNeverDetached(immutable(neverDetached));
    }

    static Set<String> immutable(String flag) {
        return Arrays.stream(flag.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    static Duration positive(String flag, Duration value) {
        if (!value.isPositive()) {
            throw new UsageException(flag + " must be longer than nothing, was " + value.toSeconds() + "s");
        }
        return value;
    }
}
