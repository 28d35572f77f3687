package io.podpass.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.azure.Pause;
import io.podpass.controller.LeaderElection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the pods with the label aadpodidbinding, their identities, hosts, and who leads.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it was shown, or there is nothing", "2:the cluster or one of its objects can't be read"})
final class StatusCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Default: that of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Show pods of all namespaces.")
    private boolean all;

    @Option(
            names = {"-w", "--watch"},
            description = "Go on, and show it anew whenever something has changed; looks every two seconds.")
    private boolean watch;

    @Option(
            names = "--forceNamespaced",
            description = "Judge as a controller does that has this flag. Also on with FORCENAMESPACED=true.")
    private boolean forceNamespaced;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException, InterruptedException {
        try (var client = person.client("status")) {
            var chosen = all
                    ? Optional.<String>empty()
                    : Optional.of(namespace.orElseGet(() -> PersonOptions.namespace(client)));
            var report = report(client, chosen);
            print(report, chosen);
            if (watch) {
                follow(client, chosen, report);
            }
        }
        return ExitCode.OK;
    }

    /** Until nobody reads any more, or the process is told to end. */
    private void follow(KubernetesClient client, Optional<String> chosen, StatusReport first)
            throws JsonProcessingException, InterruptedException {
        var last = first;
        while (!spec.commandLine().getOut().checkError()) {
            Pause.real().pause(BETWEEN_LOOKS);
            var report = report(client, chosen);
            if (!report.withoutAges().equals(last.withoutAges())) {
                spec.commandLine().getOut().println();
                print(report, chosen);
            }
            last = report;
        }
    }

    private StatusReport report(KubernetesClient client, Optional<String> chosen) {
        var now = Clock.systemUTC().instant();
        var reading = new StatusGathering(client, LeaderElection.DEFAULTS).read(chosen, now);
        var namespaced = ClusterOptions.namespaced(forceNamespaced, System.getenv("FORCENAMESPACED"));
        return new StatusJudgment(reading, namespaced, now).report();
    }

    private void print(StatusReport report, Optional<String> chosen) throws JsonProcessingException {
        var out = spec.commandLine().getOut();
        if (person.json()) {
            out.println(new ObjectMapper().writeValueAsString(report));
        } else if (report.pods().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(chosen.map(name -> "No labelled pods found in " + name + " namespace.")
                            .orElse("No labelled pods found."));
        } else {
            out.print(StatusTable.render(report));
        }
        out.flush();
    }
}
