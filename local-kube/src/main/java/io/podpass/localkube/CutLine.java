package io.podpass.localkube;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The line to an API server, for those whom it can fail while others still reach the server: {@link LocalKube#kubeconfig}
 * takes its address. Starts mended. Safe for use by many threads.
 */
public final class CutLine implements AutoCloseable {
    private final InetSocketAddress server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int port;
    private ServerSocket listening;
    private volatile State state = State.MENDED;

    private enum State {
        MENDED,
        CUT,
        JAMMED
    }

    /** Throws {@link LocalKubeException} when there is no free port. */
    public CutLine(InetSocketAddress server) {
        this.server = server;
        this.listening = listen(0);
        this.port = listening.getLocalPort();
    }

    /** Of this end, whatever state the line is in. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Open connections are gone, new ones are refused. */
    public synchronized void cut() {
        become(State.CUT);
        quietly(listening);
    }

    /** Open connections are gone, new ones are taken and never answered. */
    public synchronized void jam() {
        become(State.JAMMED);
        listen();
    }

    /** Whoever waits in vain is hung up on. */
    public synchronized void mend() {
        become(State.MENDED);
        listen();
    }

    /** First the state, then the connections: one that is taken in between is not missed. */
    private void become(State next) {
        state = next;
        open.forEach(CutLine::quietly);
        open.clear();
    }

    private void listen() {
        if (listening.isClosed()) {
            listening = listen(port);
        }
    }

    private ServerSocket listen(int wanted) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), wanted));
            Thread.ofVirtual().start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new LocalKubeException("cannot listen on port " + wanted + " of loopback", e);
        }
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                var from = socket.accept();
                open.add(from);
                if (state == State.CUT) {
                    quietly(from);
                } else if (state == State.MENDED) {
                    var to = new Socket(server.getAddress(), server.getPort());
                    open.add(to);
                    Thread.ofVirtual().start(() -> pump(from, to));
                    Thread.ofVirtual().start(() -> pump(to, from));
                }
            }
        } catch (IOException _) {
            // Cut, or the server is gone.
            quietly(socket);
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One end is gone, so both are closed.
            quietly(to);
        }
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new LocalKubeException("a socket could not be closed", e);
        }
    }

    @Override
    public void close() {
        cut();
    }
}
