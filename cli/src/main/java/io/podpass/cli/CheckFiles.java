package io.podpass.cli;

import io.podpass.check.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that {@code podpass check} names: {@code -} is what it is piped, of a folder its YAML at any depth. */
final class CheckFiles {
    private static final String PIPE = "-";

    private CheckFiles() {}

    static List<Source> read(List<String> names, InputStream in) {
        var sources = new ArrayList<Source>();
        for (var name : names) {
            try {
                if (name.equals(PIPE)) {
                    sources.add(new Source("stdin", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                } else if (Files.isDirectory(Path.of(name))) {
                    sources.addAll(folder(Path.of(name)));
                } else {
                    sources.add(new Source(name, text(Path.of(name))));
                }
            } catch (IOException e) {
                throw new UsageException("cannot read " + name + ": " + reason(e), e);
            }
        }
        return sources;
    }

    private static List<Source> folder(Path folder) throws IOException {
        var sources = new ArrayList<Source>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(CheckFiles::isYaml).sorted().toList()) {
                var text = text(file);
                if (!text.isBlank()) {
                    sources.add(new Source(file.toString(), text));
                }
            }
        }
        if (sources.isEmpty()) {
            throw new UsageException("no .yaml or .yml file in folder " + folder + ": name files, or another folder");
        }
        return sources;
    }

    /** A plan as {@code terraform plan -out} writes it is no text, and the check says what to do with it. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException _) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isYaml(Path file) {
        var name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : String.valueOf(e.getMessage());
    }
}
