package io.podpass.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that the demo started: its output goes to a log file, and it is gone once this is closed. Thread-safe. */
final class DemoProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final String name;
    private final Path log;
    private final Process process;
    private final CompletableFuture<String> announced = new CompletableFuture<>();
    private final StringBuilder output = new StringBuilder();
    private final Thread pump;

    private DemoProcess(String name, Path log, Process process, String marker) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.pump = Thread.ofVirtual().name("output of " + name).start(() -> pump(marker));
    }

    /** {@code marker} begins the line of output by which the process says that it is ready. */
    static DemoProcess start(
            String name, List<String> command, Map<String, String> environment, Path logs, String marker) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return start(name, builder, logs, marker);
    }

    /** As {@link #start}, for one that reads {@code input} and ends. */
    static DemoProcess feed(String name, List<String> command, Path input, Path logs) {
        var builder = new ProcessBuilder(command).redirectInput(input.toFile());
        return start(name, builder, logs, "{");
    }

    private static DemoProcess start(String name, ProcessBuilder builder, Path logs, String marker) {
        // A JVM that breaks down leaves its report where it runs, which must not be somebody's checkout.
        builder.directory(logs.toFile());
        builder.redirectError(logs.resolve(name + ".err").toFile());
        try {
            return new DemoProcess(name, logs.resolve(name + ".log"), builder.start(), marker);
        } catch (IOException e) {
            throw new DemoException("can't start " + name + ": " + Failures.line(e), e);
        }
    }

    private void pump(String marker) {
        try (var lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter writer = Files.newBufferedWriter(log)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                }
                writer.write(line);
                writer.newLine();
                writer.flush();
                if (line.startsWith(marker)) {
                    announced.complete(line);
                }
            }
        } catch (IOException e) {
            announced.completeExceptionally(new UncheckedIOException(e));
        }
        announced.completeExceptionally(new DemoException(name + " ended before it was ready"));
    }

    /** The line that says so; throws when the process ends first or the limit passes. */
    String awaitReady(Duration limit) {
        try {
            return announced.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new DemoException(
                    name + " did not become ready within " + limit.toSeconds() + " s: " + lastError(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while waiting for " + name, e);
        }
    }

    /** Waits for the process to end by itself and returns what it printed. */
    String awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DemoException(name + " did not end within " + limit.toSeconds() + " s");
            }
            pump.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while waiting for " + name, e);
        }
        if (process.exitValue() != 0) {
            throw new DemoException(name + " ended with status " + process.exitValue() + ": " + lastError());
        }
        synchronized (output) {
            return output.toString();
        }
    }

    private String lastError() {
        try {
            var lines = Files.readAllLines(log.resolveSibling(name + ".err"));
            return lines.isEmpty() ? "it printed no error" : lines.getLast();
        } catch (IOException e) {
            return "its errors can't be read: " + Failures.line(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
