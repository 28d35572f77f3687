package io.podpass.workload;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call under way that cannot be trusted to end by itself: the SDK retries some failures for minutes. */
final class Errand<T> {
    private final FutureTask<T> task;

    private Errand(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Errand<T> start(Callable<T> call) {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().name("errand").start(task);
        return new Errand<>(task);
    }

    /**
     * The result, or the exception of the call. May be called again after it timed out.
     *
     * @throws TimeoutException if there is neither after {@code patience}; the call goes on
     */
    T await(Duration patience) throws TimeoutException {
        try {
            return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
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
