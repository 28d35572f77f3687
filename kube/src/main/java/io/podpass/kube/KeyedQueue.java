package io.podpass.kube;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work by key, on virtual threads. The same key is never worked on by two at once; asking for a key that waits already
 * changes nothing; asking for one that is being worked on has it worked on once more. Keys are taken in the order in
 * which they were asked for. Safe for use by many threads.
 */
public final class KeyedQueue<K> implements AutoCloseable {
    /** Does the work of one key. Whatever it throws is logged and counts as {@link Next.Retry}. */
    public interface Work<K> {
        Next run(K key) throws InterruptedException;
    }

    /** What is to become of a key after its work. */
    public sealed interface Next {
        Next DONE = new Done();
        Next RETRY = new Retry();

        record Done() implements Next {}

        /** Once more after the back-off, or at once when the key is asked for. */
        record Retry() implements Next {}

        /** Once more after the delay, or at once when the key is asked for. */
        record After(Duration delay) implements Next {}
    }

    private enum State {
        READY,
        RUNNING,
        /** Running, and asked for meanwhile. */
        RUNNING_AGAIN,
        /** Waits for its timer; being asked for ends the wait. */
        WAITING
    }

    /** @param turn counts changes of state, so that a timer set for an earlier one does nothing */
    private record Entry(State state, long turn, int failures) {}

    private static final Logger LOG = LoggerFactory.getLogger(KeyedQueue.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<K, Entry> entries = new HashMap<>();
    private final Queue<K> ready = new ArrayDeque<>();
    private final Set<Thread> workers = new HashSet<>();
    private final String name;
    private final int maxWorkers;
    private final Backoff backoff;
    private final Timer timer;
    private final Work<K> work;
    private long turns;
    private boolean closed;

    /** {@code timer} stays the caller's to close. */
    public KeyedQueue(String name, int maxWorkers, Backoff backoff, Timer timer, Work<K> work) {
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("a queue needs at least 1 worker, was " + maxWorkers);
        }
        this.name = name;
        this.maxWorkers = maxWorkers;
        this.backoff = backoff;
        this.timer = timer;
        this.work = work;
    }

    /** Does nothing once the queue is closed. */
    public void add(K key) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            var entry = entries.get(key);
            if (entry == null) {
                makeReady(key, 0);
                return;
            }
            switch (entry.state()) {
                case WAITING -> makeReady(key, entry.failures());
                case RUNNING -> set(key, State.RUNNING_AGAIN, entry.failures());
                case READY, RUNNING_AGAIN -> {}
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the key waits for its turn, for its time, or is being worked on. */
    public boolean holds(K key) {
        lock.lock();
        try {
            return entries.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    /** How many keys wait for their turn; those that wait for their time are not among them. */
    public int waiting() {
        lock.lock();
        try {
            return ready.size();
        } finally {
            lock.unlock();
        }
    }

    private void makeReady(K key, int failures) {
        set(key, State.READY, failures);
        ready.add(key);
        if (workers.size() < maxWorkers) {
            var worker = Thread.ofVirtual().name("podpass-" + name).unstarted(this::workUntilNothingIsReady);
            workers.add(worker);
            worker.start();
        }
    }

    private long set(K key, State state, int failures) {
        var turn = ++turns;
        entries.put(key, new Entry(state, turn, failures));
        return turn;
    }

    private void workUntilNothingIsReady() {
        while (true) {
            K key;
            lock.lock();
            try {
                if (closed || ready.isEmpty()) {
                    workers.remove(Thread.currentThread());
                    idle.signalAll();
                    return;
                }
                key = ready.remove();
                set(key, State.RUNNING, failures(key));
            } finally {
                lock.unlock();
            }
            finish(key, run(key));
        }
    }

    private Next run(K key) {
        try {
            return work.run(key);
        } catch (InterruptedException _) {
            // Only close() interrupts, and after that nothing is run again.
            return Next.RETRY;
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("queue", name)
                    .addKeyValue("key", key)
                    .setCause(e)
                    .log("work failed, trying again later");
            return Next.RETRY;
        }
    }

    private void finish(K key, Next next) {
        lock.lock();
        try {
            var askedFor = state(key) == State.RUNNING_AGAIN;
            switch (next) {
                case Next.Done _ -> {
                    if (askedFor) {
                        makeReady(key, 0);
                    } else {
                        entries.remove(key);
                    }
                }
                case Next.Retry _ -> {
                    var failures = failures(key) + 1;
                    // Asked for during the failing work: that may be the very change it needs, but a key that fails
                    // and is asked for all the time must not spin, so it waits all the same.
                    wait(key, failures, backoff.after(failures));
                }
                case Next.After(var delay) -> {
                    if (askedFor) {
                        makeReady(key, 0);
                    } else {
                        wait(key, 0, delay);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void wait(K key, int failures, Duration delay) {
        var turn = set(key, State.WAITING, failures);
        if (!closed) {
            timer.after(delay, () -> due(key, turn));
        }
    }

    private void due(K key, long turn) {
        lock.lock();
        try {
            var entry = entries.get(key);
            if (!closed && entry != null && entry.turn() == turn) {
                makeReady(key, entry.failures());
            }
        } finally {
            lock.unlock();
        }
    }

    private int failures(K key) {
        var entry = entries.get(key);
        return entry == null ? 0 : entry.failures();
    }

    private State state(K key) {
        var entry = entries.get(key);
        return entry == null ? State.READY : entry.state();
    }

    /** Takes no more work, lets what runs end within five seconds, then interrupts it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ready.clear();
            var left = DRAIN.toNanos();
            while (!workers.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
            workers.forEach(Thread::interrupt);
        } catch (InterruptedException _) {
            workers.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
