package io.podpass.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads until its caller has nothing more to say, then answers with who called, its own name and what was said. */
final class EchoServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final ServerSocket listener;

    EchoServer(String name) throws IOException {
        this(name, new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
    }

    EchoServer(String name, ServerSocket listener) {
        this.name = name;
        this.listener = listener;
        Thread.ofVirtual().start(this::acceptAll);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                var caller = listener.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(Socket caller) {
        try (caller) {
            var said = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var answer = caller.getInetAddress().getHostAddress() + " " + name + " " + said;
            caller.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says {@code text} to whoever listens at {@code address}, ends its own side, and returns the whole answer. */
    static String ask(InetSocketAddress address, String text) throws IOException {
        try (var socket = new Socket()) {
            return ask(socket, address, text);
        }
    }

    /** The same by a socket that may belong elsewhere. */
    static String ask(Socket socket, InetSocketAddress address, String text) throws IOException {
        socket.connect(address, Math.toIntExact(PATIENCE.toMillis()));
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
