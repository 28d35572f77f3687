package io.podpass.agent;

import io.podpass.http.ConnectionLimits;
import io.podpass.http.HttpListener;
import io.podpass.http.ListenException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where the agent listens: as it was told and, where pods can't reach that, on the node's own address too. */
final class Listeners implements AutoCloseable {
    private final InetSocketAddress told;
    private final HttpListener.Handler handler;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private record Listener(InetSocketAddress address, HttpListener server) {}

    private Listeners(InetSocketAddress told, HttpListener.Handler handler) {
        this.told = told;
        this.handler = handler;
    }

    /** Throws {@link AgentException} when the port is taken. */
    static Listeners start(InetSocketAddress told, HttpListener.Handler handler) {
        var listeners = new Listeners(told, handler);
        listeners.listeners.add(new Listener(told, listeners.server(told)));
        return listeners;
    }

    /** The address of the settings, with the port that is listened on also when they left it open. */
    InetSocketAddress told() {
        return new InetSocketAddress(
                told.getAddress(), listeners.getFirst().server().port());
    }

    /** Listens there as well, unless it is listened on already. Throws {@link AgentException} when the port is taken. */
    synchronized void also(InetSocketAddress address) {
        if (listeners.stream().noneMatch(listener -> covers(listener.address(), address))) {
            listeners.add(new Listener(address, server(address)));
        }
    }

    private HttpListener server(InetSocketAddress address) {
        try {
            return HttpListener.start(address, handler, ConnectionLimits.DEFAULTS);
        } catch (ListenException e) {
            throw new AgentException(
                    "cannot listen on " + IpText.of(address)
                            + ": the port is taken or the address is not this node's; stop the other agent, or choose"
                            + " with --nmi-listen-address and --nmi-port",
                    e);
        }
    }

    private static boolean covers(InetSocketAddress listener, InetSocketAddress address) {
        return listener.getAddress().isAnyLocalAddress()
                || listener.getAddress().equals(address.getAddress());
    }

    @Override
    public synchronized void close() {
        listeners.forEach(listener -> listener.server().close());
    }
}
