package io.podpass.agent;

import java.util.List;
import java.util.Optional;

/** The node's own programs and what its kernel tells in files. */
interface Commands {
    record Result(int exit, String output, String errors) {
        boolean ok() {
            return exit == 0;
        }

        /** What it complained of, in one line. */
        String complaint() {
            return errors.strip().replaceAll("\\s*\\R\\s*", "; ");
        }
    }

    /** Whether a program of that name is installed. */
    boolean installed(String program);

    /** Runs to the end; throws {@link AgentException} when it can't be started or does not end. */
    Result run(List<String> command, String input);

    /** The content of a file under {@code /proc} or {@code /sys}; empty where there is none. */
    Optional<String> file(String path);
}
