package io.podpass.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A {@link ControllerProgram}, from its start to {@link #close()}. */
final class ControllerProcess implements AutoCloseable {
    /** Those of {@code ./podpass controller}. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError");

    record Usage(long processorNanos, long heapBytes, long gets, long patches) {
        long heapMiB() {
            return heapBytes >> 20;
        }
    }

    /** Longer than a condition waits to be written. */
    private static final Duration REST = Duration.ofSeconds(12);

    private final Process process;
    private final BufferedReader answers;

    private ControllerProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(UTF_8);
    }

    /** Returns at once. What it attaches is kept in {@code azure}; what it logs goes into {@code log}. */
    static ControllerProcess start(Path kubeconfig, Path azure, Path log, int maxHeapMiB) throws IOException {
        var command = new Launch(System.getProperty("java.class.path"), FLAGS)
                .with("-Xmx" + maxHeapMiB + "m")
                .command(ControllerProgram.class, List.of(kubeconfig.toString(), azure.toString()));
        return new ControllerProcess(new ProcessBuilder(command)
                .redirectError(Redirect.to(log.toFile()))
                .start());
    }

    void awaitReady() throws IOException {
        var line = line();
        if (!line.equals("ready")) {
            throw new BenchException("the controller said: " + line);
        }
    }

    Usage usage() throws IOException {
        var input = process.outputWriter(UTF_8);
        input.write("usage\n");
        input.flush();
        var numbers = line().split(" ", -1);
        return new Usage(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    /** Returns when it has used hardly any processor time for a while. */
    void awaitRest() throws IOException {
        var before = usage().processorNanos();
        while (true) {
            LockSupport.parkNanos(REST.toNanos());
            var now = usage().processorNanos();
            // Each question costs a collection of the heap.
            if (now - before < REST.dividedBy(20).toNanos()) {
                return;
            }
            before = now;
        }
    }

    private String line() throws IOException {
        while (true) {
            var line = answers.readLine();
            if (line == null) {
                throw new BenchException("the controller has ended");
            }
            // Its log may be on the same stream.
            if (line.startsWith("ready") || line.startsWith("not ready") || line.matches("\\d+ \\d+ \\d+ \\d+")) {
                return line;
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.outputWriter(UTF_8).close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
