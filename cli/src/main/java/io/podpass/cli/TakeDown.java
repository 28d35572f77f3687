package io.podpass.cli;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of a demo, once: when it is through, or when its process is told to stop. Thread-safe. */
final class TakeDown implements AutoCloseable {
    private final Started started;
    private final Path folder;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean keepLogs;
    private volatile boolean interrupted;

    /** {@code folder} is the demo's own and goes with it. */
    TakeDown(Started started, Path folder) {
        this.started = started;
        this.folder = folder;
        // After Ctrl-C this is all that still runs.
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "take-down"));
    }

    private void interrupt() {
        interrupted = true;
        close();
    }

    /** Whether the process was told to stop before the demo was through. */
    boolean interrupted() {
        return interrupted;
    }

    void keepLogs() {
        keepLogs = true;
    }

    /** Returns once everything is gone, whoever takes it down. */
    void await() throws InterruptedException {
        done.await();
    }

    @Override
    public void close() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            started.close();
            if (!keepLogs) {
                Folders.delete(folder);
            }
        } finally {
            done.countDown();
        }
    }
}
