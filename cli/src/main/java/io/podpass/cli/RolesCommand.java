package io.podpass.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "roles",
        mixinStandardHelpOptions = true,
        description =
                "The roles at Azure that a cluster needs: to attach identities, to pull images, and those of pods.",
        subcommands = {RolesShowCommand.class, RolesGrantCommand.class})
final class RolesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? show or grant");
    }
}
