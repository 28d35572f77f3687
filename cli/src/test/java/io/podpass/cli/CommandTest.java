package io.podpass.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command inside the test's own process, and keeps what it prints. */
abstract class CommandTest {
    final StringWriter err = new StringWriter();
    final StringWriter out = new StringWriter();

    int run(String... arguments) {
        return CommandLines.podpass()
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
