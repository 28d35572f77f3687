package io.podpass.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A named network namespace of Linux, as {@code ip netns} makes them. Needs root. Thread-safe. */
record NetworkNamespace(String name) {
    private static final Path FOLDER = Path.of("/run/netns");

    /** @throws PodNetworkException if there is one of that name, or the system refuses */
    static NetworkNamespace create(String name) {
        Ip.batch(List.of("netns add " + name));
        return new NetworkNamespace(name);
    }

    boolean exists() {
        return Files.exists(FOLDER.resolve(name));
    }

    /**
     * Takes the name away. The namespace and the interfaces in it go with its last process and socket. Does nothing if
     * there is none of that name.
     */
    void delete() {
        if (exists()) {
            Ip.batch(List.of("netns del " + name));
        }
    }

    /** What comes before a command so that it runs in here, as the same process that is started. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** {@code command} as it runs in here. */
    List<String> run(List<String> command) {
        var line = new ArrayList<>(prefix());
        line.addAll(command);
        return List.copyOf(line);
    }

    /**
     * Calls {@code action} on a thread of its own that is in here, while the rest of the JVM stays where it is. A
     * socket opened there belongs to this namespace wherever it is used afterwards.
     *
     * <p>{@code action} should open sockets and no more: a thread that it starts would stay in here.
     *
     * @throws PodNetworkException if the thread cannot enter, or {@code action} throws a checked exception
     */
    <T> T inside(Callable<T> action) {
        var task = new FutureTask<>(() -> {
            SystemCalls.enterNetwork(FOLDER.resolve(name).toString());
            try {
                return action.call();
            } finally {
                // Back before the result is handed over: waking the waiting virtual thread may start a carrier
                // thread, and that would be in here for good.
                SystemCalls.enterNetwork("/proc/self/ns/net");
            }
        });
        // A new one each time: nobody gets a thread whose way back failed.
        Thread.ofPlatform().name("in " + name).daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new PodNetworkException("failed inside " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PodNetworkException("interrupted while inside " + name, e);
        }
    }
}
