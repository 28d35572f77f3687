package io.podpass.cli;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The three calls of Linux that moving a thread into a network namespace takes, and which the JDK does not offer. */
@SuppressWarnings("restricted") // native calls are what this class is for; the launcher enables them
final class SystemCalls {
    /** Of {@code fcntl.h}: O_RDONLY | O_CLOEXEC, so that no child process inherits the descriptor. */
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

    /** Of {@code sched.h}. */
    private static final int CLONE_NEWNET = 0x40000000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_VALUE = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = call("open", ADDRESS, JAVA_INT);
    private static final MethodHandle SETNS = call("setns", JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT);
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private SystemCalls() {}

    private static MethodHandle call(String name, ValueLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments), ERRNO);
    }

    /**
     * Moves the calling thread, which must be a platform thread, into the network namespace that {@code path} stands
     * for.
     *
     * @throws PodNetworkException if the system refuses; the thread then is where it was
     */
    static void enterNetwork(String path) {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread cannot enter a network namespace");
        }
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            var descriptor = (int) OPEN.invokeExact(state, arena.allocateFrom(path), READ_ONLY_CLOSE_ON_EXEC);
            check(descriptor, state, "open", path);
            try {
                check((int) SETNS.invokeExact(state, descriptor, CLONE_NEWNET), state, "enter", path);
            } finally {
                check((int) CLOSE.invokeExact(state, descriptor), state, "close", path);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // native calls throw nothing
        }
    }

    private static void check(int result, MemorySegment state, String what, String path) {
        if (result < 0) {
            var errno = (int) ERRNO_VALUE.get(state, 0L);
            throw new PodNetworkException("cannot " + what + " the network namespace " + path + ": " + message(errno)
                    + " (errno " + errno + ")");
        }
    }

    private static String message(int errno) {
        try {
            var text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
