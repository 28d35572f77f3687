package io.podpass.agent;

import java.util.List;

/** Runs the node's own programs. */
interface Commands {
    record Result(int exit, String output, String errors) {
        boolean ok() {
            return exit == 0;
        }
    }

    /** Whether a program of that name is installed. */
    boolean installed(String program);

    /** Runs to the end; throws {@link AgentException} when it can't be started or does not end. */
    Result run(List<String> command, String input);
}
