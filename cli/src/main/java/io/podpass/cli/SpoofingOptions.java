package io.podpass.cli;

import io.podpass.agent.RouteCheck;
import io.podpass.agent.SpoofingSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What keeps one pod from posing as another. */
final class SpoofingOptions {
    @Option(
            names = "--caller-route-check",
            defaultValue = "auto",
            description = "Whether the way back to a caller must lead to its pod's own interface: auto (where the"
                    + " network plugin makes that possible), require or off. Default: ${DEFAULT-VALUE}.")
    private String routeCheck = "";

    @Option(
            names = "--allow-network-plugin-kubenet",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Start on a kubenet node too, where pods with NET_RAW can pose as others.")
    private boolean allowKubenet;

    @Option(
            names = "--kubelet-config",
            paramLabel = "FILE",
            description =
                    "Where --network-plugin=kubenet is looked for. Default: /etc/default/kubelet, if there is one.")
    private Optional<Path> kubeletConfig = Optional.empty();

    SpoofingSettings settings() {
        return new SpoofingSettings(
                RouteCheck.ofFlag(routeCheck)
                        .orElseThrow(() -> new UsageException(
                                "--caller-route-check must be auto, require or off, was " + routeCheck)),
                allowKubenet,
                kubeletConfig);
    }
}
