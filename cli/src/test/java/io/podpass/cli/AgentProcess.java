package io.podpass.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code podpass agent} as a process of its own in a node's namespace. */
final class AgentProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final CompletableFuture<String> firstLine;
    private final Path errors;

    private AgentProcess(Process process, Path errors) {
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

    /** Returns once it says that it is ready. */
    static AgentProcess start(NodeLab lab, Path folder, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of(
                "agent",
                "--node",
                NodeLab.NODE,
                "--kubeconfig",
                lab.kubeconfig().toString()));
        arguments.addAll(List.of(more));
        var agent = run(lab, folder, arguments);
        var line = agent.firstLine.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!line.startsWith("podpass agent: ready")) {
            throw new IllegalStateException("the agent said " + line + "; " + agent.errors());
        }
        return agent;
    }

    static AgentProcess run(NodeLab lab, Path folder, List<String> arguments) throws IOException {
        var command = new ArrayList<>(lab.node().prefix());
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
        var errors = Files.createTempFile(folder, "agent", ".err");
        return new AgentProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** SIGKILL: it has no time to do anything. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM. */
    void stop() throws InterruptedException {
        process.destroy();
        awaitExit();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the agent did not end");
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
