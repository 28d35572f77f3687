package io.podpass.cli;

import io.podpass.agent.Agent;
import io.podpass.agent.AgentSettings;
import io.podpass.agent.Answers;
import io.podpass.agent.RedirectKind;
import io.podpass.agent.Waits;
import io.podpass.kube.KubeClients;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Answers the token requests of this node's pods, each with its own identity only.")
final class AgentCommand implements Callable<Integer> {
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(1);

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Default: the pod's own service account.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--node",
            required = true,
            defaultValue = "${NODE_NAME}",
            description = "Name of the node whose pods are served.")
    private String node = "";

    @Option(names = "--nmi-listen-address", defaultValue = "127.0.0.1", description = "Default: ${DEFAULT-VALUE}.")
    private String listenAddress = "";

    @Option(names = "--nmi-port", defaultValue = "2579", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--metadata-ip", defaultValue = "169.254.169.254", description = "Address that is diverted.")
    private String metadataAddress = "";

    @Option(names = "--metadata-port", defaultValue = "80")
    private int metadataPort;

    @Option(
            names = "--imds-endpoint",
            paramLabel = "URL",
            description = "Where the agent itself reaches IMDS. Default: the metadata address.")
    private Optional<URI> imds = Optional.empty();

    @Option(names = "--forceNamespaced", defaultValue = "${FORCENAMESPACED:-false}")
    private boolean forceNamespaced;

    @Option(names = "--retry-attempts-for-created", defaultValue = "16")
    private int attemptsForCreated;

    @Option(names = "--retry-attempts-for-assigned", defaultValue = "4")
    private int attemptsForAssigned;

    @Option(names = "--find-identity-retry-interval", paramLabel = "SECONDS", defaultValue = "5")
    private int intervalSeconds;

    @Option(names = "--set-retry-after-header", description = "Answer 503 with Retry-After instead of 404.")
    private boolean retryAfterHeader;

    @Option(names = "--metadata-header-required", arity = "0..1", defaultValue = "true", fallbackValue = "true")
    private boolean metadataHeaderRequired;

    @Option(names = "--block-instance-metadata")
    private boolean blockInstanceMetadata;

    @Option(
            names = "--redirect",
            defaultValue = "auto",
            description = "How pods' calls get here: auto, iptables, nft or none. Default: ${DEFAULT-VALUE}.")
    private String redirect = "";

    @Option(names = "--ipt-update-interval-sec", paramLabel = "SECONDS", defaultValue = "60")
    private int redirectSeconds;

    @Option(names = "--uninstall-redirect", description = "Remove the redirect from this node and end.")
    private boolean uninstall;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        if (uninstall) {
            Agent.uninstallRedirect(settings);
            return ExitCode.OK;
        }
        var roles = new Started();
        var client = roles.add(KubeClients.build(kubeconfig, "aad-pod-identity/NMI/" + Version.current()));
        var agent = roles.add(Agent.start(settings, client));
        agent.awaitReady(SYNC_LIMIT);
        var out = spec.commandLine().getOut();
        out.println("podpass agent: ready on port " + agent.port());
        out.flush();
        UntilStopped.run(roles);
        return ExitCode.OK;
    }

    private AgentSettings settings() {
        var metadata = new InetSocketAddress(address("--metadata-ip", metadataAddress), metadataPort);
        try {
            return AgentSettings.defaults(node)
                    .withListen(new InetSocketAddress(address("--nmi-listen-address", listenAddress), port))
                    .withMetadata(metadata, imds.orElse(URI.create("http://" + metadataAddress + ":" + metadataPort)))
                    .withForceNamespaced(forceNamespaced)
                    .withWaits(new Waits(
                            attemptsForCreated,
                            attemptsForAssigned,
                            Duration.ofSeconds(intervalSeconds),
                            Waits.DEFAULTS.caller()))
                    .withAnswers(new Answers(retryAfterHeader, metadataHeaderRequired, blockInstanceMetadata))
                    .withRedirect(
                            RedirectKind.ofFlag(redirect)
                                    .orElseThrow(() -> new UsageException(
                                            "--redirect must be auto, iptables, nft or none," + " was " + redirect)),
                            Duration.ofSeconds(redirectSeconds));
        } catch (IllegalArgumentException e) {
            throw new UsageException(Failures.line(e), e);
        }
    }

    private static InetAddress address(String option, String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " must be an IP address, was " + text, e);
        }
    }
}
