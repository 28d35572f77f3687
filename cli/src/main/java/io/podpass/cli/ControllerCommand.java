package io.podpass.cli;

import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.ArmTokens;
import io.podpass.azure.CachedToken;
import io.podpass.azure.CloudConfig;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.Pause;
import io.podpass.controller.Controller;
import io.podpass.controller.ControllerSettings;
import io.podpass.controller.LeaderElection;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "controller",
        mixinStandardHelpOptions = true,
        description = "Writes assignments for the pods that bindings match, and attaches identities to their hosts.")
final class ControllerCommand implements Callable<Integer> {
    /** IMDS is down for up to 70 s while it is updated (spec azure-platform §1.5). */
    private static final Duration TOKEN_LIMIT = Duration.ofSeconds(90);

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--cloudconfig",
            required = true,
            paramLabel = "FILE",
            description = "The node's azure.json: cloud, subscription and the identity whose rights are used.")
    private Path cloudConfig = Path.of("/etc/kubernetes/azure.json");

    @Option(names = "--arm-endpoint", paramLabel = "URL", description = "Default: the cloud's.")
    private Optional<URI> arm = Optional.empty();

    @Option(
            names = "--imds-endpoint",
            paramLabel = "URL",
            description = "Where the controller's own token comes from. Default: ${DEFAULT-VALUE}.",
            defaultValue = "http://169.254.169.254")
    private URI imds = URI.create("http://169.254.169.254");

    @Option(
            names = "--leader-election-instance",
            paramLabel = "NAME",
            description = "What this controller calls itself in the lease. Default: the host's name.")
    private String instance = "";

    @Option(names = "--leader-election-namespace", description = "Default: default.")
    private String leaseNamespace = LeaderElection.DEFAULTS.namespace();

    @Option(names = "--leader-election-name", description = "Default: aad-pod-identity-mic.")
    private String leaseName = LeaderElection.DEFAULTS.name();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var cloud = CloudConfig.read(cloudConfig);
        var roles = new Started();
        var client = roles.add(cluster.client("MIC"));
        var clock = Clock.systemUTC();
        var pause = Pause.real();
        var metadata = new ImdsClient(imds, ImdsClient.plainHttpClient(), clock, pause);
        ArmTokens own = () -> {
            var deadline = clock.instant().plus(TOKEN_LIMIT);
            return cloud.userAssignedIdentityId().isEmpty()
                    ? metadata.hostToken(cloud.cloud().armAudience(), deadline)
                    : metadata.token(
                            cloud.userAssignedIdentityId(), cloud.cloud().armAudience(), deadline);
        };
        var http = roles.add(HttpClient.newHttpClient());
        var hosts = new ArmHosts(
                arm.orElse(cloud.cloud().arm()), http, new CachedToken(own, clock), clock, pause, ArmLimits.DEFAULTS);
        var settings = ControllerSettings.DEFAULTS
                .withForceNamespaced(cluster.forceNamespaced())
                .withLeaderElection(
                        new LeaderElection(true, leaseNamespace, leaseName, instance, LeaderElection.DEFAULTS.lease()))
                .withNeverDetached(
                        cloud.userAssignedIdentityId().isEmpty() ? Set.of() : Set.of(cloud.userAssignedIdentityId()));
        roles.add(Controller.start(settings, client, hosts));
        UntilStopped.run(roles, spec, () -> {}, "podpass controller: ready");
        return ExitCode.OK;
    }
}
