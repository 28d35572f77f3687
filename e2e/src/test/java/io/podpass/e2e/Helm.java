package io.podpass.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The helm that {@code e2e/helm/install} has built. */
record Helm(Path program) {
    static final Path CHART =
            Path.of("..", "deploy", "helm", "podpass").toAbsolutePath().normalize();

    static final String MISSING = "helm is not there: build it with e2e/helm/install";

    private static final Path PINS = Path.of("helm", "go.mod");
    private static final Pattern VERSION = Pattern.compile("helm\\.sh/helm/v3 v(\\S+)");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Empty unless exactly the version that is pinned is there. */
    static Optional<Helm> find() {
        return Optional.of(
                        InstalledSdk.cache().resolve("helm").resolve(version()).resolve("helm"))
                .filter(Files::isExecutable)
                .map(Helm::new);
    }

    private static String version() {
        try {
            var match = VERSION.matcher(Files.readString(PINS));
            if (!match.find()) {
                throw new IllegalStateException(PINS + " pins no helm");
            }
            return match.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it printed; fails when it did not come to a good end. */
    String run(String... arguments) {
        try (var run = start(List.of(arguments))) {
            return run.awaitEnd(LIMIT);
        }
    }

    RunningProgram start(List<String> arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return RunningProgram.start(command);
    }
}
