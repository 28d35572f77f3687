package io.podpass.cli;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command tree and what its failures look like: one line on standard error, never a stack trace. */
final class CommandLines {
    private static final Set<String> ROLES = Set.of("controller", "agent");

    private CommandLines() {}

    static CommandLine podpass() {
        var podpass = new CommandLine(new PodpassCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandLines::badArguments)
                .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
        // As with the old roles' flags: of one that is given twice the last value counts.
        podpass.getSubcommands().forEach((name, command) -> command.setOverwrittenOptionsAllowed(ROLES.contains(name)));
        return podpass;
    }

    private static int badArguments(ParameterException problem, String[] args) {
        var command = problem.getCommandLine();
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": " + problem.getMessage() + " (see "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + Failures.line(failure));
        return Failures.exitCode(failure);
    }
}
