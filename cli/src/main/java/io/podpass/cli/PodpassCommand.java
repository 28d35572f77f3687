package io.podpass.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "podpass",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Gives every pod its own Azure identity, with no credential in code, image or environment.",
        subcommands = {
            DemoCommand.class,
            ControllerCommand.class,
            AgentCommand.class,
            DefinitionsCommand.class,
            StatusCommand.class,
            CheckCommand.class,
            RolesCommand.class,
            AcrCredentialProviderCommand.class,
            WhyCommand.class,
            DoctorCommand.class
        })
final class PodpassCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        var commands = String.join(", ", spec.commandLine().getSubcommands().keySet());
        throw new ParameterException(spec.commandLine(), "which command? " + commands);
    }
}
