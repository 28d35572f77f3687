package io.podpass.cli;

import io.podpass.diagnosis.RoleState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows which roles the cluster needs, and which of them are there, inherited ones too.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all are there", "1:some are missing", "2:Azure or the cluster can't be read as asked"})
final class RolesShowCommand implements Callable<Integer> {
    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Mixin
    private final AzureOptions azure = new AzureOptions();

    @Mixin
    private final RoleOptions wanted = new RoleOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var session = RoleSession.open(azure, wanted, person)) {
            var states = session.look();
            var out = spec.commandLine().getOut();
            out.print(RoleReport.of(states, person.json()));
            out.flush();
            return states.stream().allMatch(RoleState::met) ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
