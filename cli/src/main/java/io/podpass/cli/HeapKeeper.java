package io.podpass.cli;

import io.podpass.kube.Timer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Has the heap collected when it has grown, which the serial collector does only once it can grow no more. What makes it
 * grow is mostly garbage: each connection's reader chains what it has read, and links that have become old keep the young
 * ones alive. Used by its timer's thread.
 */
final class HeapKeeper {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final long MIB = 1024 * 1024;

    private final LongSupplier size;
    private final LongSupplier used;
    private final Runnable collector;
    private final long least;
    private long limit;

    /** All in bytes: what the heap takes, how much of that is used, and below which size nothing is done. */
    HeapKeeper(LongSupplier size, LongSupplier used, Runnable collector, long least) {
        this.size = size;
        this.used = used;
        this.collector = collector;
        this.least = least;
        this.limit = least;
    }

    /** Of this process. It ends with the timer. */
    static void start(Timer timer) {
        var heap = Runtime.getRuntime();
        new HeapKeeper(heap::totalMemory, () -> heap.totalMemory() - heap.freeMemory(), System::gc, 40 * MIB)
                .lookOn(timer);
    }

    private void lookOn(Timer timer) {
        timer.after(PERIOD, () -> {
            look();
            lookOn(timer);
        });
    }

    /** What a collection does not free is in use: it is tried again when the heap takes three times as much. */
    void look() {
        if (size.getAsLong() > limit) {
            collector.run();
            limit = Math.max(least, 3 * used.getAsLong());
        }
    }
}
