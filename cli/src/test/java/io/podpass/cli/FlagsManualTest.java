package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** Holds the section on flags of a role's manual against the flags of its command. */
abstract class FlagsManualTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(?:-\\w`, `)?(--[\\w-]+)` \\| (.*?) \\|");
    private static final List<String> NOT_FLAGS = List.of("--help");

    private final String role;
    private final String section;

    /** {@code next} is the heading behind the flags. */
    FlagsManualTest(String role, String next) {
        this.role = role;
        this.section = section(role, next);
    }

    @Test
    void everyFlagIsInTheManual() {
        assertThat(options().stream().flatMap(option -> List.of(option.names()).stream()))
                .filteredOn(name -> name.startsWith("--") && !NOT_FLAGS.contains(name))
                .allSatisfy(name -> assertThat(section).contains("`" + name + "`"));
    }

    @Test
    void theManualHasNoOtherFlag() {
        var known = options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .toList();

        assertThat(ROW.matcher(section).results().map(row -> row.group(1)))
                .isNotEmpty()
                .allSatisfy(flag -> assertThat(known).contains(flag));
    }

    @Test
    void theManualHasTheRightDefaults() {
        var rows = ROW.matcher(section).results().toList();
        assertThat(options()).filteredOn(FlagsManualTest::hasFixedDefault).allSatisfy(option -> {
            var row = rows.stream()
                    .filter(one -> one.group(1).equals(option.longestName()))
                    .findFirst();
            assertThat(row).as(option.longestName()).isPresent();
            assertThat(row.orElseThrow().group(2)).startsWith("`" + option.defaultValue() + "`");
        });
    }

    private static boolean hasFixedDefault(OptionSpec option) {
        return option.defaultValue() != null
                && !option.defaultValue().isEmpty()
                && !option.defaultValue().startsWith("${");
    }

    private List<OptionSpec> options() {
        return CommandLines.podpass()
                .getSubcommands()
                .get(role)
                .getCommandSpec()
                .options();
    }

    private static String section(String role, String next) {
        try {
            var page = Files.readString(Path.of("../docs/" + role + ".md"));
            return page.substring(page.indexOf("## Flags"), page.indexOf(next));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
