package io.podpass.workload;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** One budget of time for several calls in a row, none of which can be trusted to end by itself. */
final class Deadline {
    private final LongSupplier nanos;
    private final long end;

    Deadline(Duration budget, LongSupplier nanos) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + budget.toNanos();
    }

    /**
     * Does {@code call}, and leaves it to itself once the budget is used up.
     *
     * @throws TimeoutException if it is
     */
    <T> T within(Callable<T> call) throws TimeoutException {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().name("errand").start(task);
        try {
            return task.get(Math.max(0, end - nanos.getAsLong()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Azure", e);
        }
    }
}
