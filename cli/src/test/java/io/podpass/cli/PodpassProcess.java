package io.podpass.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code podpass} as a process of its own. */
final class PodpassProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final CompletableFuture<String> firstLine;
    private final Path errors;

    private PodpassProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.firstLine = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (var output = process.inputReader(StandardCharsets.UTF_8)) {
                firstLine.complete(String.valueOf(output.readLine()));
            } catch (IOException e) {
                firstLine.completeExceptionally(e);
            }
        });
    }

    /** An agent in the namespace of the lab's node; returns once it says that it is ready. */
    static PodpassProcess startAgent(NodeLab lab, Path folder, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(
                "agent",
                "--node",
                NodeLab.NODE,
                "--kubeconfig",
                lab.kubeconfig().toString()));
        arguments.addAll(List.of(more));
        return runAgent(lab, folder, arguments).awaitReady("podpass agent: ready");
    }

    static PodpassProcess runAgent(NodeLab lab, Path folder, List<String> arguments) throws IOException {
        return run(lab.node().prefix(), Map.of(), folder, arguments);
    }

    /** {@code prefix} is the command that runs it where it is to be; {@code environment} comes on top of the test's own. */
    static PodpassProcess run(List<String> prefix, Map<String, String> environment, Path folder, List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.podpass.cli.Main"));
        command.addAll(arguments);
        var errors = Files.createTempFile(folder, "podpass", ".err");
        var builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new PodpassProcess(builder.start(), errors);
    }

    /** Returns once its first line begins so. */
    PodpassProcess awaitReady(String ready) throws Exception {
        var line = firstLine.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!line.startsWith(ready)) {
            throw new IllegalStateException("it said " + line + "; " + errors());
        }
        return this;
    }

    /** SIGKILL: it has no time to do anything. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not end");
        }
        return process.exitValue();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        kill();
    }
}
