package io.podpass.kube;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that only moves when a test moves it. */
final class ManualTimer implements Timer {
    private record Task(Duration due, Runnable run) {}

    private final List<Task> tasks = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), task));
        delays.add(delay);
        notifyAll();
    }

    void advance(Duration step) {
        List<Task> due;
        synchronized (this) {
            now = now.plus(step);
            due = tasks.stream().filter(task -> task.due().compareTo(now) <= 0).toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.run().run());
    }

    /** Every delay asked for so far, once there are {@code count}. */
    synchronized List<Duration> awaitDelays(int count) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (delays.size() < count && System.nanoTime() < deadline) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        return List.copyOf(delays);
    }

    @Override
    public void close() {}
}
