package io.podpass.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The modules, and the terraform of the PATH, which does without providers here. */
record Terraform(Path program) {
    static final Path FOLDER =
            Path.of("..", "deploy", "terraform").toAbsolutePath().normalize();

    static final String MISSING = "terraform is not on the PATH";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    static Optional<Terraform> find() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "terraform"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Terraform::new);
    }

    /** The modules' folders by name, and the examples'. */
    static List<Path> folders() throws IOException {
        try (var modules = Files.list(FOLDER.resolve("modules"));
                var examples = Files.list(FOLDER.resolve("examples"))) {
            return Stream.concat(modules, examples).sorted().toList();
        }
    }

    static List<TerraformBlock> blocks(Path folder) throws IOException {
        var blocks = new ArrayList<TerraformBlock>();
        try (var files = Files.newDirectoryStream(folder, "*.tf")) {
            for (var file : files) {
                blocks.addAll(TerraformBlock.parse(Files.readString(file)));
            }
        }
        return blocks;
    }

    static List<TerraformBlock> blocks(Path folder, String type) throws IOException {
        return blocks(folder).stream()
                .filter(block -> block.type().equals(type))
                .toList();
    }

    /** What it printed; fails when it did not come to a good end. */
    String run(String... arguments) {
        try (var run = start(arguments)) {
            return run.awaitEnd(LIMIT);
        }
    }

    /** What it printed; fails when it came to a good end. */
    String runToFailure(String... arguments) {
        try (var run = start(arguments)) {
            return run.awaitFailure(LIMIT);
        }
    }

    /** It asks nobody for newer versions. */
    private RunningProgram start(String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return RunningProgram.start(command, Map.of("CHECKPOINT_DISABLE", "1"));
    }
}
