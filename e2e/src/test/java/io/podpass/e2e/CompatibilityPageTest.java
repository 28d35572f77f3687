package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every row of {@code docs/compatibility.md} names a test that holds it, and every test named there exists. */
final class CompatibilityPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        var sources = testSources();
        var named = TEST.matcher(page());
        var count = 0;
        while (named.find()) {
            count++;
            var source = sources.getOrDefault(named.group(1), "");
            assertThat(source.isEmpty()).as("%s is no test", named.group()).isFalse();
            assertThat(named.group(2) == null || source.contains(" " + named.group(2) + "("))
                    .as("%s is no test", named.group())
                    .isTrue();
        }
        assertThat(count).isPositive();
    }

    @Test
    void everyRowNamesATest() throws IOException {
        assertThat(page().lines().filter(line -> line.startsWith("| ")).filter(line -> !line.endsWith("| test |")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(TEST.matcher(row).find()).as(row).isTrue());
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/compatibility.md"));
    }

    private static Map<String, String> testSources() throws IOException {
        var sources = new HashMap<String, String>();
        try (var modules = Files.newDirectoryStream(ROOT, Files::isDirectory)) {
            for (var module : modules) {
                var tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (var files = Files.walk(tests)) {
                        for (var file : files.filter(Files::isRegularFile).toList()) {
                            var name = file.getFileName().toString().replaceFirst("\\.java$", "");
                            sources.put(name, Files.readString(file));
                        }
                    }
                }
            }
        }
        return sources;
    }
}
