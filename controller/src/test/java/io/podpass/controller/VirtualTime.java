package io.podpass.controller;

import io.podpass.kube.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Time that moves on whenever nothing happens: to when the next task is due. What happens has to be told, by {@link
 * #begins} and {@link #ends}.
 */
final class VirtualTime extends Clock {
    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private static final Duration QUIET = Duration.ofMillis(8);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private record Task(Instant due, Runnable run, Timer owner) {}

    private final List<Task> tasks = new ArrayList<>();
    private Instant now = START;
    private long happened;
    private int underWay;

    synchronized void begins() {
        underWay++;
        busy();
    }

    synchronized void ends() {
        underWay--;
        busy();
    }

    private void busy() {
        happened++;
        notifyAll();
    }

    /** Closing it drops its own tasks. */
    Timer timer() {
        return new Timer() {
            @Override
            public void after(Duration delay, Runnable task) {
                add(new Task(now.plus(delay), task, this));
            }

            @Override
            public void close() {
                drop(this);
            }
        };
    }

    private synchronized void add(Task task) {
        tasks.add(task);
        busy();
    }

    private synchronized void drop(Timer owner) {
        tasks.removeIf(task -> task.owner().equals(owner));
    }

    /** Returns once it holds at a quiet moment. */
    void runUntil(BooleanSupplier condition) throws InterruptedException, TimeoutException {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            awaitQuiet();
            if (condition.getAsBoolean()) {
                return;
            }
            moveOn();
        }
        throw new TimeoutException("it does not come to pass; by now it is " + now);
    }

    void advance(Duration duration) throws InterruptedException {
        var end = instant().plus(duration);
        while (moveOn(end)) {
            awaitQuiet();
        }
    }

    private synchronized void awaitQuiet() throws InterruptedException {
        var before = -1L;
        while (before != happened || underWay > 0) {
            before = happened;
            TimeUnit.NANOSECONDS.timedWait(this, QUIET.toNanos());
        }
    }

    private void moveOn() {
        moveOn(Instant.MAX);
    }

    /** False when nothing is due by then. */
    private boolean moveOn(Instant end) {
        List<Task> due;
        synchronized (this) {
            var next = tasks.stream().map(Task::due).min(Comparator.naturalOrder());
            if (next.isEmpty() || next.get().isAfter(end)) {
                now = end.equals(Instant.MAX) || now.isAfter(end) ? now : end;
                return false;
            }
            now = next.get().isAfter(now) ? next.get() : now;
            due = tasks.stream().filter(task -> !task.due().isAfter(now)).toList();
            tasks.removeAll(due);
            busy();
        }
        due.forEach(task -> task.run().run());
        return true;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
