package io.podpass.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** Keeps a cluster role running until the process is told to stop, and takes it down in good order then. */
final class UntilStopped {
    private static final Logger LOG = LoggerFactory.getLogger(UntilStopped.class);

    /** What comes before a role is ready. */
    @FunctionalInterface
    interface Beginning {
        void await() throws InterruptedException;
    }

    private UntilStopped() {}

    /**
     * Waits for {@code beginning}, says {@code ready}, and closes {@code roles}, last to first, once SIGTERM or SIGINT
     * arrives, at any time. The process then exits with 0: it did as it was told.
     */
    static void run(Started roles, CommandSpec command, Beginning beginning, String ready) throws InterruptedException {
        var exit = new AtomicInteger(ExitCode.OK);
        var stopping = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.set(true);
                            stop(roles, exit);
                        },
                        "stop"));
        try {
            beginning.await();
        } catch (RuntimeException e) {
            // What is being taken down can't begin any more: that is no failure.
            if (!stopping.get()) {
                exit.set(Failures.exitCode(e));
                throw e;
            }
            new CountDownLatch(1).await();
        }
        var out = command.commandLine().getOut();
        out.println(ready);
        out.flush();
        new CountDownLatch(1).await();
    }

    /** Halts, since the exit code of a process that a signal ended would be the signal's otherwise. */
    private static void stop(Started roles, AtomicInteger exit) {
        try {
            roles.close();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("not everything could be stopped in good order");
            exit.compareAndSet(ExitCode.OK, ExitCode.FAILED);
        }
        Runtime.getRuntime().halt(exit.get());
    }
}
