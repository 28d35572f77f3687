package io.podpass.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Remembers what was run; answers listings with what it is told. */
final class FakeCommands implements Commands {
    record Run(List<String> command, String input) {}

    private final Set<String> installed;
    private final List<Run> runs = new ArrayList<>();
    private String listing = "";
    private int exit;

    FakeCommands(String... installed) {
        this.installed = Set.of(installed);
    }

    FakeCommands lists(String text) {
        listing = text;
        return this;
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
    public Result run(List<String> command, String input) {
        runs.add(new Run(command, input));
        return new Result(
                exit, command.contains("-S") ? listing : "", exit == 0 ? "" : "Permission denied\nyou must be root");
    }
}
