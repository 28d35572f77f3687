package io.podpass.cli;

import io.podpass.check.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
                    sources.add(new Source("stdin", text(in.readAllBytes())));
                } else if (Files.isDirectory(Path.of(name))) {
                    sources.addAll(folder(Path.of(name)));
                } else {
                    sources.add(new Source(name, text(Files.readAllBytes(Path.of(name)))));
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
                var text = text(Files.readAllBytes(file));
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

    /** In the encoding that its first bytes announce, for PowerShell's {@code >} writes UTF-16; else in UTF-8. */
    private static String text(byte[] bytes) {
        if (begins(bytes, 0xff, 0xfe)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (begins(bytes, 0xfe, 0xff)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        var start = begins(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }

    private static boolean begins(byte[] bytes, int... first) {
        for (var i = 0; i < first.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isYaml(Path file) {
        var name = file.getFileName().toString();
        return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
