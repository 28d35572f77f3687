package io.podpass.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Everything that was started for one purpose, taken down last to first. A thing that is added once this is closed (Ctrl-C
 * during a start) is closed at once. Thread-safe.
 */
public final class Started implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private boolean closed;

    /** Returns {@code thing}. Throws {@link DemoException} when this has been closed, and closes the thing then. */
    public <T extends AutoCloseable> T add(T thing) {
        synchronized (this) {
            if (!closed) {
                things.push(thing);
                return thing;
            }
        }
        closeAll(new ArrayDeque<>(java.util.List.of(thing)));
        throw new DemoException("interrupted: everything that was started is being taken down");
    }

    /** Closes everything even if some of it fails to; the failures are in the exception thrown at the end. */
    @Override
    public void close() {
        Deque<AutoCloseable> toClose;
        synchronized (this) {
            closed = true;
            toClose = new ArrayDeque<>(things);
            things.clear();
        }
        closeAll(toClose);
    }

    private static void closeAll(Deque<AutoCloseable> things) {
        var failed = new DemoException("not everything that was started could be taken down");
        for (var thing : things) {
            try {
                thing.close();
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
