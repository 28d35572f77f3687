package io.podpass.cli;

import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.CloudConfig;
import io.podpass.azure.EntraClient;
import io.podpass.azure.Pause;
import io.podpass.controller.Controller;
import io.podpass.controller.ControllerSettings;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.HashSet;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "controller",
        mixinStandardHelpOptions = true,
        versionProvider = Version.OfRole.class,
        description = "Writes assignments for the pods that bindings match, and attaches identities to their hosts.")
final class ControllerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerCommand.class);

    /** Its old name: logs and policies of API servers and of Azure know it. */
    private static final String ROLE = "MIC";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final CloudOptions clouds = new CloudOptions();

    @Mixin
    private final LeaderOptions leader = new LeaderOptions();

    @Mixin
    private final ControllerOptions work = new ControllerOptions();

    @Mixin
    private final OperationsOptions operations = new OperationsOptions();

    @Mixin
    private final ControllerMetricsOptions metrics = new ControllerMetricsOptions();

    @Mixin
    private final TypeUpgradeOptions typeUpgrade = new TypeUpgradeOptions();

    @Mixin
    private final VerbosityOptions verbosity = new VerbosityOptions();

    @Mixin
    private final OldOptions old = new OldOptions();

    @Mixin
    private final OldControllerOptions oldOfController = new OldControllerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        verbosity.apply();
        var cloud = clouds.read();
        var settings = settings(cloud);
        var passed = old.passed() + oldOfController.passed();
        if (passed > 0) {
            LOG.atInfo()
                    .addKeyValue("flags", passed)
                    .log("flags of the old controller that have no effect were passed");
        }
        var roles = new Started();
        var client = roles.add(cluster.client(ROLE));
        var clock = Clock.systemUTC();
        var pause = Pause.real();
        var http = roles.add(cluster.named(HttpClient.newHttpClient(), ROLE));
        var entra = roles.add(cluster.named(EntraClient.httpClient(), ROLE));
        var tokens = clouds.tokens(cloud, new EntraClient(entra, clock, pause), clock, pause);
        var hosts = new ArmHosts(clouds.arm(cloud.cloud()), http, tokens, clock, pause, ArmLimits.DEFAULTS);
        roles.add(Controller.start(settings, client, hosts));
        UntilStopped.run(roles, spec, () -> {}, "podpass controller: ready");
        return ExitCode.OK;
    }

    private ControllerSettings settings(CloudConfig cloud) {
        var election = leader.election();
        var settings = work.applyTo(ControllerSettings.DEFAULTS)
                .withForceNamespaced(cluster.forceNamespaced())
                .withLeaderElection(election)
                .withPorts(metrics.ports(operations))
                .withTypeUpgrade(typeUpgrade.settings(election.namespace()));
        var neverDetached = new HashSet<>(settings.neverDetached());
        if (!cloud.userAssignedIdentityId().isEmpty()) {
            neverDetached.add(cloud.userAssignedIdentityId());
        }
        return settings.withNeverDetached(neverDetached);
    }
}
