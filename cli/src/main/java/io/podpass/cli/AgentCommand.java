package io.podpass.cli;

import io.podpass.agent.Agent;
import io.podpass.agent.AgentSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Answers the token requests of this node's pods, each with its own identity only.")
final class AgentCommand implements Callable<Integer> {
    private static final Duration SYNC_LIMIT = Duration.ofMinutes(1);

    @Option(
            names = "--node",
            required = true,
            defaultValue = "${NODE_NAME}",
            description = "Name of the node whose pods are served.")
    private String node = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final AddressOptions addresses = new AddressOptions();

    @Mixin
    private final AnswerOptions answers = new AnswerOptions();

    @Mixin
    private final RedirectOptions redirect = new RedirectOptions();

    @Mixin
    private final SpoofingOptions spoofing = new SpoofingOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        if (redirect.uninstall()) {
            Agent.uninstallRedirect(settings);
            return ExitCode.OK;
        }
        var roles = new Started();
        var agent = roles.add(Agent.start(settings, roles.add(cluster.client("NMI"))));
        agent.awaitReady(SYNC_LIMIT);
        UntilStopped.run(roles, spec, "podpass agent: ready on port " + agent.port());
        return ExitCode.OK;
    }

    private AgentSettings settings() {
        try {
            return AgentSettings.defaults(node)
                    .with(addresses.addresses())
                    .withForceNamespaced(cluster.forceNamespaced())
                    .with(answers.waits())
                    .with(answers.answers())
                    .with(redirect.settings())
                    .with(spoofing.settings());
        } catch (IllegalArgumentException e) {
            throw new UsageException(Failures.line(e), e);
        }
    }
}
