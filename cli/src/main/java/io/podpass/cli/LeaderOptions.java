package io.podpass.cli;

import io.podpass.controller.LeaderElection;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How one of several controllers is chosen. */
final class LeaderOptions {
    @Option(
            names = "--leader-election-instance",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What this controller calls itself in the lease. Default: the host's name.")
    private String instance = "";

    @Option(
            names = "--leader-election-namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "default",
            description = "Where the lease is. Default: ${DEFAULT-VALUE}.")
    private String namespace = "";

    @Option(
            names = "--leader-election-name",
            paramLabel = "NAME",
            defaultValue = "aad-pod-identity-mic",
            description = "What the lease is called. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
            names = "--leader-election-duration",
            paramLabel = "DURATION",
            defaultValue = "15s",
            converter = GoDuration.class,
            description = "How long a lease that is not renewed lasts. Default: ${DEFAULT-VALUE}.")
    private Duration lease = Duration.ofSeconds(15);

    LeaderElection election() {
        // A Lease says its duration in whole seconds, and is renewed after a quarter of it.
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UsageException("--leader-election-duration must be 1s or more, was " + lease.toMillis() + "ms");
        }
        return new LeaderElection(true, namespace, name, instance, lease);
    }
}
