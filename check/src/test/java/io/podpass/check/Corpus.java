package io.podpass.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files with nothing to find, and files with something: beside {@code x.json} or {@code x.yaml} stands {@code x.expected}, an
 * id a line. A folder is a world of several files. Plans and states were printed by terraform 1.11, from providers that have
 * the attributes of azurerm 5.2 and helm 3.0 and make up what Azure answers.
 */
final class Corpus {
    private static final Path FOLDER = Path.of("src", "test", "resources", "corpus");

    private Corpus() {}

    static Stream<Path> good() {
        return worlds("good");
    }

    static Stream<Path> bad() {
        return worlds("bad");
    }

    static Stream<Path> all() {
        return Stream.concat(good(), bad());
    }

    private static Stream<Path> worlds(String folder) {
        return list(FOLDER.resolve(folder)).filter(path -> !path.toString().endsWith(".expected"));
    }

    static List<Source> sources(Path world) {
        var files = Files.isDirectory(world) ? list(world) : Stream.of(world);
        return files.map(file -> new Source(file.getFileName().toString(), read(file)))
                .toList();
    }

    static List<String> expected(Path world) {
        var name = world.getFileName().toString().replaceFirst("\\.(json|yaml)$", "");
        return read(world.resolveSibling(name + ".expected")).lines().toList();
    }

    private static Stream<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
