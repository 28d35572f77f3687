package io.podpass.cli;

import io.podpass.agent.RedirectKind;
import io.podpass.agent.RedirectSettings;
import java.time.Duration;
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

    @Option(names = "--uninstall-redirect", description = "Remove the redirect from this node and end.")
    private boolean uninstall;

    RedirectSettings settings() {
        return new RedirectSettings(
                RedirectKind.ofFlag(kind)
                        .orElseThrow(() ->
                                new UsageException("--redirect must be auto, iptables, nft or none, was " + kind)),
                Duration.ofSeconds(intervalSeconds));
    }

    boolean uninstall() {
        return uninstall;
    }
}
