package io.podpass.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that a test started; it is gone once this is closed. */
final class RunningProgram implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile String awaited = "\0";
    private final CompletableFuture<String> seen = new CompletableFuture<>();

    private RunningProgram(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    static RunningProgram start(List<String> command) {
        return start(command, Map.of());
    }

    static RunningProgram start(List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new RunningProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + command.getFirst(), e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.append(line).append('\n');
                }
                if (line.contains(awaited)) {
                    seen.complete(line);
                }
            }
            end.complete(printed());
        } catch (IOException e) {
            end.completeExceptionally(e);
        }
    }

    private String printed() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** Fails with all that was printed when the text isn't printed in time. */
    void awaitLine(String text, Duration limit) {
        awaited = text;
        if (!printed().contains(text)) {
            await(CompletableFuture.anyOf(seen, end), limit);
        }
        if (!printed().contains(text)) {
            throw new AssertionError("ended without \"" + text + "\": " + printed());
        }
    }

    /** Waits for the end, which must be a good one; returns all that was printed. */
    String awaitEnd(Duration limit) {
        await(end, limit);
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new AssertionError("ended in no good order: " + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return printed();
    }

    /** Waits for the end, which must be a bad one; returns all that was printed. */
    String awaitFailure(Duration limit) {
        await(end, limit);
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() == 0) {
                throw new AssertionError("did not fail: " + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return printed();
    }

    /** SIGTERM, after which it must come to a good end; returns all that was printed. */
    String stop(Duration limit) {
        // Of the process itself the same call would also close what it prints.
        process.toHandle().destroy();
        return awaitEnd(limit);
    }

    private void await(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("not within " + limit.toSeconds() + " s; printed: " + printed(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
