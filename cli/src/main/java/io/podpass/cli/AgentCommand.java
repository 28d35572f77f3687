package io.podpass.cli;

import io.podpass.agent.Agent;
import io.podpass.agent.AgentSettings;
import io.podpass.agent.StartUpTaint;
import io.podpass.azure.EntraClient;
import io.podpass.kube.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        versionProvider = Version.OfRole.class,
        description = "Answers the token requests of this node's pods, each with its own identity only.")
final class AgentCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

    /** Its old name: logs and policies of API servers and of Entra know it. */
    private static final String ROLE = "NMI";
    /** Without an API server the agent refuses, and its log says why it does; ending would help nobody. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    @Option(
            names = "--node",
            required = true,
            defaultValue = "${NODE_NAME}",
            description = "Name of the node whose pods are served.")
    private String node = "";

    @Option(
            names = "--remove-taint",
            paramLabel = "KEY",
            description = "Taint that is taken off this node when the agent is ready. Default: none.")
    private Optional<String> taint = Optional.empty();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final AddressOptions addresses = new AddressOptions();

    @Mixin
    private final ModeOptions mode = new ModeOptions();

    @Mixin
    private final PathOptions paths = new PathOptions();

    @Mixin
    private final AnswerOptions answers = new AnswerOptions();

    @Mixin
    private final RedirectOptions redirect = new RedirectOptions();

    @Mixin
    private final SpoofingOptions spoofing = new SpoofingOptions();

    @Mixin
    private final VerbosityOptions verbosity = new VerbosityOptions();

    @Mixin
    private final LoginOptions logins = new LoginOptions();

    @Mixin
    private final OldOptions old = new OldOptions();

    @Mixin
    private final OldAgentOptions oldOfAgent = new OldAgentOptions();

    @Mixin
    private final OperationsOptions operations = new OperationsOptions();

    @Mixin
    private final AgentMetricsOptions metrics = new AgentMetricsOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        verbosity.apply();
        var settings = settings();
        var passed = old.passed() + oldOfAgent.passed();
        if (passed > 0) {
            LOG.atInfo().addKeyValue("flags", passed).log("flags of the old agent that have no effect were passed");
        }
        if (redirect.uninstall()) {
            Agent.uninstallRedirect();
            return ExitCode.OK;
        }
        var roles = new Started();
        HeapKeeper.start(roles.add(Timer.real()));
        var entra = roles.add(cluster.named(EntraClient.httpClient(), ROLE));
        var client = roles.add(cluster.client(ROLE));
        var agent = roles.add(Agent.start(settings, client, entra));
        taint.ifPresent(key -> roles.add(StartUpTaint.removeOnce(() -> agent.awaitReady(FOR_EVER), client, node, key)));
        UntilStopped.run(roles, spec, () -> agent.awaitReady(FOR_EVER), "podpass agent: ready on port " + agent.port());
        return ExitCode.OK;
    }

    private AgentSettings settings() {
        try {
            return AgentSettings.defaults(node)
                    .with(addresses.addresses())
                    .withForceNamespaced(cluster.forceNamespaced())
                    .with(mode.mode())
                    .with(paths.paths())
                    .with(answers.waits())
                    .with(answers.answers())
                    .with(redirect.settings())
                    .with(spoofing.settings())
                    .with(logins.settings())
                    .with(metrics.settings(operations));
        } catch (IllegalArgumentException e) {
            throw new UsageException(Failures.line(e), e);
        }
    }
}
