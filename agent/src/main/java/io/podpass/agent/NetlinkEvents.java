package io.podpass.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of the rules of nft, which are also those of {@code iptables-nft}, as the kernel tells them on a netlink socket.
 * A process of {@code nft monitor} would tell them too, but outlive an agent that is killed.
 */
@SuppressWarnings("restricted") // native calls are what this class is for; the launcher enables them
final class NetlinkEvents implements RulesetEvents {
    private static final Logger LOG = LoggerFactory.getLogger(NetlinkEvents.class);

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_NETFILTER = 12;
    /** NFNLGRP_NFTABLES is 7; the mask counts from 1. */
    private static final int GROUPS = 1 << (7 - 1);

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    /** More changes than the socket holds: something has changed. */
    private static final int ENOBUFS = 105;

    /** How long the thread of a closed agent may still hang in a call. */
    private static final long TIMEOUT_SECONDS = 2;

    private static final int BUFFER_BYTES = 4096;

    private volatile boolean live;
    private volatile boolean closed;

    @Override
    public void start(Runnable changed) {
        // A virtual thread would hold its carrier for as long as it waits in the kernel.
        Thread.ofPlatform().name("podpass-ruleset").daemon().start(() -> run(changed));
    }

    @Override
    public boolean live() {
        return live;
    }

    private void run(Runnable changed) {
        try (var arena = Arena.ofConfined()) {
            follow(new Calls(arena), arena, changed);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("problem", e.getMessage())
                    .log("the kernel does not tell changes of its rules: they are looked at often instead");
        } finally {
            live = false;
        }
    }

    private void follow(Calls calls, Arena arena, Runnable changed) {
        var socket = calls.number("socket", AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_NETFILTER);
        try {
            calls.onMemory("bind", socket, address(arena));
            calls.setTimeout(socket, arena.allocateFrom(JAVA_LONG, TIMEOUT_SECONDS, 0));
            live = true;
            changed.run();
            var buffer = arena.allocate(BUFFER_BYTES);
            while (!closed) {
                if (calls.receives(socket, buffer)) {
                    changed.run();
                }
            }
        } finally {
            calls.number("close", socket);
        }
    }

    /** {@code struct sockaddr_nl}: family, padding, port (the kernel chooses), groups. */
    private static MemorySegment address(Arena arena) {
        var address = arena.allocate(12, 4);
        address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
        address.set(JAVA_INT, 8, GROUPS);
        return address;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Calls of the C library, each checked. */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final VarHandle ERRNO =
                Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

        private final MemorySegment state;
        private final MethodHandle receive = handle("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

        Calls(Arena arena) {
            this.state = arena.allocate(Linker.Option.captureStateLayout());
        }

        private static MethodHandle handle(String name, ValueLayout result, ValueLayout... arguments) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(result, arguments),
                    Linker.Option.captureCallState("errno"));
        }

        int number(String name, Object... numbers) {
            var layouts = new ValueLayout[numbers.length];
            Arrays.fill(layouts, JAVA_INT);
            return check(name, handle(name, JAVA_INT, layouts), numbers);
        }

        void onMemory(String name, int socket, MemorySegment memory) {
            check(name, handle(name, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), socket, memory, (int) memory.byteSize());
        }

        void setTimeout(int socket, MemorySegment time) {
            check(
                    "setsockopt",
                    handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
                    socket,
                    SOL_SOCKET,
                    SO_RCVTIMEO,
                    time,
                    (int) time.byteSize());
        }

        /** Whether something came before the timeout. */
        boolean receives(int socket, MemorySegment buffer) {
            try {
                if ((long) receive.invokeExact(state, socket, buffer, buffer.byteSize(), 0) >= 0) {
                    return true;
                }
            } catch (Throwable e) {
                throw new IllegalStateException(e); // native calls throw nothing
            }
            return switch (errno()) {
                case EAGAIN, EINTR -> false;
                case ENOBUFS -> true;
                default -> throw failed("recv");
            };
        }

        private int check(String name, MethodHandle call, Object... arguments) {
            int result;
            try {
                var all = new ArrayList<Object>(List.of(state));
                all.addAll(List.of(arguments));
                result = (int) call.invokeWithArguments(all);
            } catch (Throwable e) {
                throw new IllegalStateException(e); // native calls throw nothing
            }
            if (result < 0) {
                throw failed(name);
            }
            return result;
        }

        private int errno() {
            return (int) ERRNO.get(state, 0L);
        }

        private AgentException failed(String name) {
            return new AgentException(name + " on a netlink socket failed (errno " + errno()
                    + "); the agent needs the capability NET_ADMIN in the node's network namespace");
        }
    }
}
