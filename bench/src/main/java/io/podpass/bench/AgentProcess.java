package io.podpass.bench;

import io.podpass.azure.Pause;
import io.podpass.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The agent, in a process of its own. Its log, audit lines included, is written and goes nowhere. */
final class AgentProcess implements Server, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(2);

    private final Process process;
    private final Endpoint endpoint;
    private final List<String> command;
    private final long started;

    private AgentProcess(Process process, Endpoint endpoint, List<String> command, long started) {
        this.process = process;
        this.endpoint = endpoint;
        this.command = command;
        this.started = started;
    }

    static AgentProcess start(Launch launch, Cluster cluster, URI imds, Endpoint endpoint) {
        var command = launch.command(
                Main.class,
                List.of(
                        "agent",
                        "--node=" + Cluster.NODE,
                        "--nmi-listen-address=" + endpoint.host(),
                        "--nmi-port=" + endpoint.port(),
                        "--imds-endpoint=" + imds,
                        "--redirect=none"));
        var started = System.nanoTime();
        try {
            var builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().remove("KUBECONFIG");
            builder.environment().putAll(cluster.environment());
            return new AgentProcess(builder.start(), endpoint, command, started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks for a token, again and again, until there is one; the time since the process was started. */
    Duration awaitToken(String from) throws InterruptedException {
        var request = Connection.request(Endpoint.warmTarget());
        while (System.nanoTime() - started < PATIENCE.toNanos() && process.isAlive()) {
            try (var connection = Connection.open(from, endpoint)) {
                if (connection.exchange(request).status() == 200) {
                    return Duration.ofNanos(System.nanoTime() - started);
                }
            } catch (IOException _) {
                // Not listening yet.
            }
            Pause.real().pause(POLL);
        }
        throw new BenchException("the agent gave no token; see what it says to: " + String.join(" ", command));
    }

    /** Resident memory in MiB. */
    long residentMiB() {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow(() -> new BenchException("the agent's memory is not known"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as Kubernetes does, and waits. */
    @Override
    public void close() {
        process.destroy();
        var _ = process.onExit()
                .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
