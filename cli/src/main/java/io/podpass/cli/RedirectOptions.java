package io.podpass.cli;

import io.podpass.agent.ConntrackCut;
import io.podpass.agent.RedirectKind;
import io.podpass.agent.RedirectSettings;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the pods' requests are brought to the agent. */
final class RedirectOptions {
    @Option(
            names = "--redirect",
            defaultValue = "auto",
            description = "How pods' calls get here: auto, iptables, nft or none. Default: ${DEFAULT-VALUE}.")
    private String kind = "";

    @Option(
            names = "--ipt-update-interval-sec",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How often the redirect is checked. Default: ${DEFAULT-VALUE}.")
    private int intervalSeconds;

    @Option(
            names = "--enable-conntrack-deletion",
            arity = Switch.ARITY,
            fallbackValue = "true",
            converter = Switch.class,
            description = "Cut connections to IMDS that are older than the redirect: true ends the agent if it can't,"
                    + " false leaves them. Default: cut them where that is possible.")
    private Optional<Boolean> conntrack = Optional.empty();

    @Option(
            names = "--node-ip",
            paramLabel = "ADDRESS",
            description = "The node's own address, for pods that can't reach a loopback listener."
                    + " Default: the one that the node calls IMDS from.")
    private Optional<String> nodeAddress = Optional.empty();

    @Option(
            names = "--uninstall-redirect",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Remove the redirect from this node and end.")
    private boolean uninstall;

    RedirectSettings settings() {
        return new RedirectSettings(
                RedirectKind.ofFlag(kind)
                        .orElseThrow(() ->
                                new UsageException("--redirect must be auto, iptables, nft or none, was " + kind)),
                Duration.ofSeconds(intervalSeconds),
                conntrack
                        .map(yes -> yes ? ConntrackCut.REQUIRED : ConntrackCut.OFF)
                        .orElse(ConntrackCut.BEST_EFFORT),
                nodeAddress.map(text -> AddressOptions.address("--node-ip", text)));
    }

    boolean uninstall() {
        return uninstall;
    }
}
