package io.podpass.cli;

import io.podpass.agent.Paths;
import java.util.List;
import picocli.CommandLine.Option;

/** What the agent serves besides tokens for pods. */
final class PathOptions {
    @Option(
            names = "--enable-host-token",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Serve /host/token: any program of the node's network gets tokens of the node's pods.")
    private boolean hostToken;

    @Option(
            names = "--pass-through",
            paramLabel = "PATHS",
            split = ",",
            defaultValue = "/metadata/instance,/metadata/versions,/metadata/scheduledevents,/metadata/attested,"
                    + "/metadata/loadbalancer",
            description = "Paths that IMDS answers, with all below them; everything else is 404. Default:"
                    + " ${DEFAULT-VALUE}.")
    private List<String> passThrough = List.of();

    Paths paths() {
        return new Paths(
                hostToken, passThrough.stream().filter(path -> !path.isEmpty()).toList());
    }
}
