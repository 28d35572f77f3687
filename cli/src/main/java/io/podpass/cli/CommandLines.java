package io.podpass.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command tree and what its failures look like: one line on standard error, never a stack trace. */
final class CommandLines {
    private CommandLines() {}

    static CommandLine podpass() {
        return new CommandLine(new PodpassCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(CommandLines::badArguments)
                .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
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
