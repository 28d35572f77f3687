package io.podpass.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.ArmRoles;
import io.podpass.azure.Pause;
import io.podpass.core.Finding.Severity;
import io.podpass.diagnosis.Doctor;
import io.podpass.diagnosis.DoctorAzure;
import io.podpass.diagnosis.DoctorText;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at the cluster and its Azure and says what is wrong there, and what mends it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no error was found", "1:errors were found", "2:the cluster does not answer"})
final class DoctorCommand implements Callable<Integer> {
    /** Somebody waits: what Azure does not answer soon is said not to be read. */
    private static final ArmLimits LIMITS = new ArmLimits(Duration.ofSeconds(20), Duration.ofMinutes(1), 2);

    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Mixin
    private final AzureOptions azure = new AzureOptions();

    @Mixin
    private final RoleOptions wanted = new RoleOptions();

    @Option(names = "--no-azure", description = "Look at the cluster only.")
    private boolean noAzure;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        var report = examine(Clock.systemUTC());
        var out = spec.commandLine().getOut();
        out.print(person.json() ? json(report) + "\n" : DoctorText.of(report));
        out.flush();
        return report.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    private Doctor.Report examine(Clock clock) {
        try (var client = person.client("doctor")) {
            var doctor = new Doctor(client);
            if (noAzure) {
                return doctor.examine(Optional.empty(), clock.instant());
            }
            try (var access = azure.access(clock)) {
                return doctor.examine(Optional.of(side(access, clock)), clock.instant());
            }
        }
    }

    private DoctorAzure side(AzureOptions.Access access, Clock clock) {
        var clusters = new ArmClusters(access.arm(), access.http(), access.tokens(), clock, Pause.real(), LIMITS);
        return new DoctorAzure(
                new ArmHosts(access.arm(), access.http(), access.tokens(), clock, Pause.real(), LIMITS),
                clusters,
                new ArmRoles(access.arm(), access.http(), access.tokens(), clock, Pause.real(), LIMITS),
                wanted.sources(access.config()),
                (facts, identities) -> wanted.needs(facts, identities, clusters));
    }

    private static ObjectNode json(Doctor.Report report) {
        var json = new ObjectNode(JsonNodeFactory.instance);
        var findings = json.putArray("findings");
        report.findings()
                .forEach(finding -> findings.addObject()
                        .put("id", finding.kind().id())
                        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                        .put("object", finding.object())
                        .put("observed", finding.observed())
                        .put("remedy", finding.remedy()));
        return json;
    }
}
