package io.podpass.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The {@code ip} tool of iproute2. Starting it costs milliseconds, hence many lines a start. */
final class Ip {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Ip() {}

    /**
     * Does {@code lines}, each what would follow {@code ip} on a command line, in order, in the JVM's own namespace.
     *
     * @throws PodNetworkException at the first line that fails; earlier lines have had their effect
     */
    static void batch(List<String> lines) {
        run(List.of("ip", "-batch", "-"), lines);
    }

    /** The same in the network namespace {@code name}. */
    static void batch(String name, List<String> lines) {
        run(List.of("ip", "-n", name, "-batch", "-"), lines);
    }

    /** Does what it can of {@code lines}: for taking things down. */
    static void batchAll(List<String> lines) {
        run(List.of("ip", "-force", "-batch", "-"), lines);
    }

    private static void run(List<String> command, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var output = start(command, lines);
        if (!output.isEmpty()) {
            throw new PodNetworkException(String.join(" ", command) + " failed: " + explained(output, lines));
        }
    }

    /** What it printed, empty if it succeeded. */
    private static String start(List<String> command, List<String> lines) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                var output = CompletableFuture.supplyAsync(
                        () -> text(process),
                        task -> Thread.ofVirtual().name("output of ip").start(task));
                try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
                    for (var line : lines) {
                        input.write(line);
                        input.write('\n');
                    }
                }
                if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return "no end within " + DEADLINE.toSeconds() + " s";
                }
                var printed = output.join();
                return process.exitValue() == 0
                        ? ""
                        : printed.isBlank() ? "exit status " + process.exitValue() : printed;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | CompletionException e) {
            throw new PodNetworkException("cannot run ip: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PodNetworkException("interrupted while waiting for ip", e);
        }
    }

    private static String text(Process process) {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The tool names the line that failed by its number only, as in {@code Command failed -:3}. */
    private static String explained(String output, List<String> lines) {
        var words = new ArrayList<String>();
        for (var line : output.strip().split("\n", -1)) {
            var number = line.startsWith("Command failed -:")
                    ? line.substring(line.indexOf(':') + 1).strip()
                    : "";
            words.add(number.matches("\\d{1,6}") ? "at: " + lines.get(Integer.parseInt(number) - 1) : line.strip());
        }
        return String.join(" ", words);
    }
}
