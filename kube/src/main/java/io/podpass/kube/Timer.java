package io.podpass.kube;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Calls something later. Tests hand in one whose time they move themselves. */
public interface Timer extends AutoCloseable {
    /** {@code task} must be quick: it holds up the other tasks of this timer. */
    void after(Duration delay, Runnable task);

    /** Tasks that are not due by then are dropped. */
    @Override
    void close();

    /** One daemon thread. */
    static Timer real() {
        var executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("podpass-timer").factory());
        return new Timer() {
            @Override
            public void after(Duration delay, Runnable task) {
                ScheduledFuture<?> _ = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void close() {
                executor.shutdownNow();
            }
        };
    }
}
