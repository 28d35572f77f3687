package io.podpass.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers what was run; answers listings with what it is told. */
final class FakeCommands implements Commands {
    record Run(List<String> command, String input) {}

    private final Set<String> installed;
    private final Map<String, String> files = new HashMap<>();
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, String> listings = new HashMap<>();
    private final List<String> filesRead = new ArrayList<>();
    private Optional<String> errors = Optional.empty();
    private String listing = "";
    private int exit;

    FakeCommands(String... installed) {
        this.installed = Set.of(installed);
    }

    FakeCommands lists(String text) {
        listing = text;
        return this;
    }

    /** What one of several programs lists of one table. */
    FakeCommands lists(String program, String table, String text) {
        listings.put(program + " " + table, text);
        return this;
    }

    FakeCommands has(String path, String content) {
        files.put(path, content);
        return this;
    }

    FakeCommands complains(String text) {
        errors = Optional.of(text);
        return this;
    }

    List<String> filesRead() {
        return List.copyOf(filesRead);
    }

    FakeCommands fails() {
        exit = 4;
        return this;
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    List<String> inputs() {
        return runs.stream().map(Run::input).filter(input -> !input.isEmpty()).toList();
    }

    @Override
    public boolean installed(String program) {
        return installed.contains(program);
    }

    @Override
    public Optional<String> file(String path) {
        filesRead.add(path);
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public Result run(List<String> command, String input) {
        runs.add(new Run(command, input));
        return new Result(
                exit, listing(command), errors.orElse(exit == 0 ? "" : "Permission denied\nyou must be root"));
    }

    private String listing(List<String> command) {
        if (!command.contains("-S")) {
            return "";
        }
        var table = command.get(command.indexOf("-t") + 1);
        return listings.getOrDefault(command.getFirst() + " " + table, listing);
    }
}
