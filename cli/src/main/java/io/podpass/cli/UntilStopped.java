package io.podpass.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a cluster role running until the process is told to stop, and takes it down in good order then. */
final class UntilStopped {
    private UntilStopped() {}

    /** Closes {@code roles}, last to first, once SIGTERM or SIGINT arrives. */
    static void run(Started roles) {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            roles.close();
                            stopped.countDown();
                        },
                        "stop"));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
