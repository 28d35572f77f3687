package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the modules write and read of resources, held against the providers' own lists of it. */
final class TerraformAttributesTest {
    private static final Set<String> META =
            Set.of("for_each", "count", "depends_on", "provider", "lifecycle", "timeouts");
    private static final Pattern RESOURCE = Pattern.compile("(?ms)^resource \"(\\w+)\" \"\\w+\" \\{\\n(.*?)^}");
    private static final Pattern STEP = Pattern.compile("( *)(?:(\\w+) +=.*|(\\w+) \\{|})");
    private static final Pattern REFERENCE = Pattern.compile(
            "\\b((?:azurerm|helm|kubernetes)_\\w+)\\.\\w+(?:\\[[^\\]]+])?\\.(\\w+)(?:\\[0](?:\\.(\\w+))?)?");
    private static final Pattern LOOP =
            Pattern.compile("for \\w+, (\\w+) in ((?:azurerm|helm|kubernetes)_\\w+)\\.\\w+ :[^}]*=> \\1\\.(\\w+)");

    static Stream<Path> folders() throws IOException {
        return Terraform.folders().stream();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void resourcesHaveWhatIsWritten(Path folder) throws IOException {
        var written = new TreeSet<String>();
        RESOURCE.matcher(text(folder))
                .results()
                .forEach(resource ->
                        arguments(resource.group(2)).forEach(path -> written.add(resource.group(1) + " " + path)));

        assertThat(known()).containsAll(written);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void resourcesHaveWhatIsRead(Path folder) throws IOException {
        var text = text(folder);
        var read = new TreeSet<String>();
        REFERENCE
                .matcher(text)
                .results()
                .forEach(found -> read.add(
                        found.group(1) + " " + found.group(2) + (found.group(3) == null ? "" : "." + found.group(3))));
        LOOP.matcher(text).results().forEach(found -> read.add(found.group(2) + " " + found.group(3)));

        assertThat(known()).containsAll(read);
    }

    @Test
    void argumentsOfBlocksAreSeenAndKeysOfMapsAreNot() {
        assertThat(arguments("""
                  name = "x"
                  tags = {
                    owner = "me"
                  }

                  pool {
                    size = 1

                    upgrade {
                      max = "10%"
                    }
                  }
                  last = true
                """.indent(0)))
                .containsExactly("last", "name", "pool", "pool.size", "pool.upgrade", "pool.upgrade.max", "tags");
    }

    @Test
    void somethingIsReadAndWritten() throws IOException {
        var text = text(Terraform.FOLDER.resolve("modules").resolve("aks"));

        assertThat(REFERENCE.matcher(text).results()).hasSizeGreaterThan(3);
        assertThat(RESOURCE.matcher(text).results()).hasSize(1);
    }

    /** Paths of arguments and blocks, by the indentation that {@code terraform fmt} gives them. */
    private static Set<String> arguments(String body) {
        var paths = new TreeSet<String>();
        var blocks = new ArrayDeque<String>();
        for (var line : body.lines().toList()) {
            var step = STEP.matcher(line);
            var indent = line.length() - line.stripLeading().length();
            var depth = 2 * (blocks.size() + 1);
            if (line.strip().equals("}") && indent == depth - 2 && !blocks.isEmpty()) {
                blocks.removeLast();
            } else if (indent == depth && step.matches()) {
                var name = step.group(2) == null ? step.group(3) : step.group(2);
                if (name != null && !META.contains(name) && Collections.disjoint(blocks, META)) {
                    paths.add(Stream.concat(blocks.stream(), Stream.of(name)).collect(Collectors.joining(".")));
                }
                if (step.group(3) != null) {
                    blocks.addLast(step.group(3));
                }
            }
        }
        return paths;
    }

    private static Set<String> known() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "terraform-attributes.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toSet());
    }

    private static String text(Path folder) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder, "*.tf")) {
            for (var file : files) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }
}
