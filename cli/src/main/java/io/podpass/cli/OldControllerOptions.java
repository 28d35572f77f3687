package io.podpass.cli;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Flags of the old controller that manifests still pass and that have no effect: what they were for is done otherwise. */
final class OldControllerOptions {
    @Option(
            names = "--clientQps",
            paramLabel = "CALLS",
            description = "Without effect: the API server shares out its own capacity.")
    private List<Double> callsPerSecond = List.of();

    @Option(
            names = "--update-user-msi-max-retry",
            paramLabel = "TIMES",
            description = "Without effect: failed calls to Azure are repeated with growing pauses, within its limits.")
    private List<Integer> retries = List.of();

    @Option(
            names = "--update-user-msi-retry-interval",
            paramLabel = "DURATION",
            converter = GoDuration.class,
            description = "Without effect, as above.")
    private List<Duration> pauses = List.of();

    /** How many were passed. */
    long passed() {
        return Stream.of(callsPerSecond, retries, pauses).mapToLong(List::size).sum();
    }
}
