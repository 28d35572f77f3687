package io.podpass.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM of ours is started: which classes, which flags. */
record Launch(String classpath, List<String> flags) {
    Launch {
        flags = List.copyOf(flags);
    }

    Launch with(String flag) {
        var more = new ArrayList<>(flags);
        more.add(flag);
        return new Launch(classpath, more);
    }

    List<String> command(Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classpath, main.getName()));
        command.addAll(arguments);
        return command;
    }
}
