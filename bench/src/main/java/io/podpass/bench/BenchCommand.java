package io.podpass.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/run} starts. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures agent and controller on this machine and prints the table of the design's numbers.")
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--agent-classpath", required = true, hidden = true)
    private String agentClasspath = "";

    @Option(names = "--agent-java", hidden = true)
    private Path agentJava = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(names = "--agent-jvm", required = true, hidden = true)
    private Path agentJvm = Path.of("");

    @Option(names = "--page", required = true, hidden = true)
    private Path page = Path.of("");

    @Option(names = "--write", description = "Also put the table into docs/benchmarks.md.")
    private boolean write;

    @Option(names = "--quick", description = "Fewer and shorter rounds: for a first look, not for the page.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Of ${COMPLETION-CANDIDATES}. Default: all but growth, which takes five minutes.")
    private Set<Part> parts = EnumSet.complementOf(EnumSet.of(Part.GROWTH));

    @Option(names = "--agent-flag", paramLabel = "FLAG", description = "Another flag for the agent's JVM.")
    private List<String> moreFlags = new ArrayList<>();

    @Option(
            names = "--aot-cache",
            paramLabel = "FILE",
            description = "Measures nothing: makes the AOT cache with which an agent starts quickly.")
    private Optional<Path> aotCache = Optional.empty();

    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var command = new CommandLine(new BenchCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, line, _) -> {
            if (failure instanceof BenchException) {
                line.getErr().println("bench/run: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        var flags = new ArrayList<>(List.of("@" + agentJvm));
        flags.addAll(moreFlags);
        var agent = new Launch(agentJava, agentClasspath, flags);
        var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var folder = Files.createTempDirectory("podpass-bench");
        try {
            if (aotCache.isPresent()) {
                Measurements.makeAotCache(agent, folder, aotCache.get().toAbsolutePath());
                return 0;
            }
            var ofAgent = EnumSet.copyOf(parts);
            if (ofAgent.remove(Part.CONTROLLER)) {
                var sizes = quick ? ControllerSizes.QUICK : ControllerSizes.FULL;
                report(
                        Report.Place.CONTROLLER,
                        load,
                        Row.table(new ControllerMeasurements(sizes, folder, System.err::println).run()));
            }
            if (ofAgent.remove(Part.GROWTH)) {
                var points = new Growth(folder, System.err::println).run(quick ? Growth.QUICK : Growth.FULL);
                report(Report.Place.GROWTH, load, Growth.table(points));
                if (write) {
                    Files.writeString(page.resolveSibling("controller-growth.svg"), Curves.svg(points));
                }
            }
            if (!ofAgent.isEmpty()) {
                var sizes = quick ? Sizes.QUICK : Sizes.FULL;
                report(
                        Report.Place.AGENT,
                        load,
                        Row.table(new Measurements(agent, sizes, ofAgent, folder, System.err::println).run()));
            }
            return 0;
        } finally {
            delete(folder);
        }
    }

    private void report(Report.Place place, double load, String table) throws IOException {
        var report = new Report(LocalDate.now(ZoneOffset.UTC), load, table);
        System.out.print(report.markdown());
        if (write) {
            report.writeInto(page, place);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
