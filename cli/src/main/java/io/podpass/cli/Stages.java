package io.podpass.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells people what is being done and how long each stage took. Not thread-safe: stages follow one another. */
final class Stages {
    private static final double NANOS = 1e9;

    private final PrintWriter progress;
    private final LongSupplier nanoTime;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final long began;

    Stages(PrintWriter progress, LongSupplier nanoTime) {
        this.progress = progress;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /** Throws a {@link DemoException} that names the stage when it fails. */
    <T> T run(String name, String what, Supplier<T> stage) {
        progress.printf("%-11s %s%n", name, what);
        progress.flush();
        var start = nanoTime.getAsLong();
        try {
            var result = stage.get();
            seconds.put(name, since(start));
            return result;
        } catch (RuntimeException e) {
            throw new DemoException("step '" + name + "' (" + what + ") failed: " + Failures.line(e), e);
        }
    }

    void run(String name, String what, Runnable stage) {
        run(name, what, () -> {
            stage.run();
            return true;
        });
    }

    /** Seconds of each finished stage, and of all since this was made under {@code total}. */
    Map<String, Double> seconds() {
        var all = new LinkedHashMap<>(seconds);
        all.put("total", since(began));
        return Collections.unmodifiableMap(all);
    }

    private double since(long start) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", (nanoTime.getAsLong() - start) / NANOS));
    }
}
