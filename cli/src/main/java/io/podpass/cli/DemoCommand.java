package io.podpass.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs the whole system on this machine, with no cluster and no Azure account: pods reach Key Vault"
                        + " and Blob with the Azure SDK, and what must be refused is refused.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:each pod and request came out as it must",
            "1:one did not, or a step failed",
            "2:it can't start as it was asked to"
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--network",
            paramLabel = "namespaces|loopback",
            description =
                    "Give pods network namespaces and the real redirect (Linux, root), or addresses of the loopback"
                            + " interface. Default: what this machine can do.")
    private Optional<String> network = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object on standard output and nothing else there.")
    private boolean json;

    @Option(names = "--keep", description = "Leave everything running until Ctrl-C, and print how to look at it.")
    private boolean keep;

    @Option(names = "--without-role", hidden = true)
    private Set<String> withoutRoles = Set.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var choice = PodNetworks.choose(network);
        var progress = spec.commandLine().getErr();
        choice.shortcoming().ifPresent(reason -> progress.println("network     loopback, not namespaces: " + reason));
        var folder = Files.createTempDirectory("podpass-demo-");
        var started = new Started();
        var takeDown = new TakeDown(started, folder);
        try {
            var stages = new Stages(progress, System::nanoTime);
            var demo = new Demo(choice.kind(), withoutRoles, folder, home(), stages, started, UUID::randomUUID);
            var result = demo.run();
            if (!result.report().ok()) {
                takeDown.keepLogs();
            }
            print(result.report(), folder);
            if (keep) {
                KeptDemo.describe(result, folder, progress);
                takeDown.await();
            }
            return result.report().ok() ? ExitCode.OK : ExitCode.FAILED;
        } catch (DemoException e) {
            if (takeDown.interrupted()) {
                // Everything fails while it is being taken down: what is meant is what was typed.
                throw new DemoException("interrupted; everything that it started is gone", e);
            }
            takeDown.keepLogs();
            throw new DemoException(e.getMessage() + " (logs: " + folder + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } finally {
            takeDown.close();
        }
    }

    private void print(DemoReport report, Path folder) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(report));
        } else {
            out.println();
            out.print(DemoTable.render(report));
            out.println();
            out.printf(
                    "%s in %.1f s.%n",
                    report.ok() ? "All as it must be," : "Not all as it must be (logs: " + folder + "),",
                    report.seconds().getOrDefault("total", 0.0));
        }
        out.flush();
    }

    private static Path home() {
        var home = System.getProperty("podpass.home");
        if (home == null) {
            throw new UsageException("the demo is started by the launcher: ./podpass demo");
        }
        return Path.of(home);
    }
}
