package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs and files of this machine; programs are found on the path and where the system's own usually are. */
final class SystemCommands implements Commands {
    /** {@code iptables-restore} itself waits 5 s for the lock. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/sbin");

    @Override
    public boolean installed(String program) {
        return find(program).isPresent();
    }

    @Override
    public Result run(List<String> command, String input) {
        var program = find(command.getFirst())
                .orElseThrow(() -> new AgentException(command.getFirst() + " is not installed on this node"));
        var full = Stream.concat(Stream.of(program.toString()), command.stream().skip(1))
                .toList();
        try {
            var process = new ProcessBuilder(full).start();
            var output = read(process.getInputStream());
            var errors = read(process.getErrorStream());
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            }
            if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AgentException(String.join(" ", command) + " did not end in " + TIMEOUT.toSeconds() + " s");
            }
            return new Result(
                    process.exitValue(),
                    output.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS),
                    errors.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new AgentException("cannot run " + String.join(" ", command) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AgentException("interrupted while running " + String.join(" ", command), e);
        }
    }

    @Override
    public Optional<String> file(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AgentException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Both streams are read while the program runs: one that fills a pipe nobody reads would never end. */
    private static CompletableFuture<String> read(InputStream stream) {
        var text = new CompletableFuture<String>();
        Thread.startVirtualThread(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return text;
    }

    private static Optional<Path> find(String program) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Pattern.compile(":").splitAsStream(path).filter(folder -> !folder.isEmpty()),
                        SYSTEM_FOLDERS.stream())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
