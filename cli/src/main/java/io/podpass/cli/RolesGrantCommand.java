package io.podpass.cli;

import io.podpass.azure.Pause;
import io.podpass.core.RoleNeed;
import io.podpass.diagnosis.RoleGrants;
import io.podpass.diagnosis.RoleState;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "grant",
        mixinStandardHelpOptions = true,
        description = "Assigns the roles that the cluster needs and does not have. A repetition changes nothing.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all are there",
            "1:some could not be assigned or are not shown by Azure yet",
            "2:Azure or the cluster can't be read as asked"
        })
final class RolesGrantCommand implements Callable<Integer> {
    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Mixin
    private final AzureOptions azure = new AzureOptions();

    @Mixin
    private final RoleOptions wanted = new RoleOptions();

    @Option(names = "--dry-run", description = "Print the commands of az that would do it, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = GoDuration.class,
            defaultValue = "2m",
            description = "How long to wait until Azure shows what was assigned. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        try (var session = RoleSession.open(azure, wanted, person)) {
            var states = session.look();
            var missing = states.stream()
                    .filter(state -> !state.met())
                    .map(RoleState::need)
                    .toList();
            if (dryRun) {
                missing.stream().map(RoleNeed::command).forEach(out::println);
            } else if (!missing.isEmpty()) {
                states = assign(session, missing, spec.commandLine().getErr());
            }
            if (!dryRun) {
                out.print(RoleReport.of(states, person.json()));
            }
            out.flush();
            return dryRun || states.stream().allMatch(RoleState::met) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private List<RoleState> assign(RoleSession session, List<RoleNeed> missing, PrintWriter progress)
            throws InterruptedException {
        var grants = new RoleGrants(session.roles(), Clock.systemUTC(), Pause.real(), progress::println);
        var refused = grants.make(missing);
        refused.forEach(failure -> progress.println(Failures.line(failure)));
        if (!refused.isEmpty()) {
            return session.look();
        }
        var states = grants.await(session::look, timeout);
        progress.println("It may take Azure up to ten minutes until they count everywhere.");
        return states;
    }
}
