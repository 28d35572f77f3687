package io.podpass.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM of ours is started: which program, which classes, which flags. */
record Launch(Path java, String classpath, List<String> flags) {
    Launch {
        flags = List.copyOf(flags);
    }

    /** By the runtime that runs this. */
    Launch(String classpath, List<String> flags) {
        this(Path.of(System.getProperty("java.home"), "bin", "java"), classpath, flags);
    }

    Launch with(String flag) {
        var more = new ArrayList<>(flags);
        more.add(flag);
        return new Launch(java, classpath, more);
    }

    List<String> command(Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classpath, main.getName()));
        command.addAll(arguments);
        return command;
    }
}
