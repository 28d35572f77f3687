package io.podpass.cli;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** Keeps a cluster role running until the process is told to stop, and takes it down in good order then. */
final class UntilStopped {
    private UntilStopped() {}

    /** Says {@code ready}, and closes {@code roles}, last to first, once SIGTERM or SIGINT arrives. */
    static void run(Started roles, CommandSpec command, String ready) {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            roles.close();
                            stopped.countDown();
                        },
                        "stop"));
        var out = command.commandLine().getOut();
        out.println(ready);
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
