package io.podpass.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An IMDS that answers each request with the next of what it was told to, byte by byte; the last goes on for ever. */
final class FaultyImds implements AutoCloseable {
    /** Writes one answer, or a part of one; then the connection ends. */
    interface Answer {
        void to(OutputStream out) throws IOException;
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final int port;
    /** A closed listener may still hand over who came a moment before. */
    private volatile boolean dead;

    private ServerSocket listener;

    FaultyImds() {
        listener = listen(0);
        port = listener.getLocalPort();
        accept(listener);
    }

    static Answer token() {
        return body(
                "application/json",
                "{\"access_token\":\"a-token\",\"expires_in\":\"3600\",\"resource\":\"r\",\"token_type\":\"Bearer\"}");
    }

    static Answer body(String contentType, String body) {
        return bytes("HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body);
    }

    static Answer status(int status, String... headers) {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return bytes("HTTP/1.1 " + status + " Not Now\r\nContent-Length: 0\r\nConnection: close\r\n" + more + "\r\n");
    }

    static Answer bytes(String answer) {
        return out -> out.write(answer.getBytes(ISO_8859_1));
    }

    /** Says so when it has the request, and answers no sooner than it may. */
    static Answer tokenOnce(CountDownLatch asked, CountDownLatch may) {
        return out -> {
            asked.countDown();
            try {
                may.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            token().to(out);
        };
    }

    synchronized void answers(Answer... next) {
        answers.clear();
        for (var answer : next) {
            answers.add(answer);
        }
    }

    int requests() {
        return requests.get();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    synchronized void die() throws IOException {
        dead = true;
        listener.close();
    }

    synchronized void revive() {
        dead = false;
        listener = listen(port);
        accept(listener);
    }

    private static ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        Thread.startVirtualThread(() -> {
            while (!from.isClosed()) {
                try {
                    var caller = from.accept();
                    Thread.startVirtualThread(() -> serve(caller));
                } catch (IOException e) {
                    if (!from.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
    }

    private void serve(Socket caller) {
        try (caller) {
            var in = caller.getInputStream();
            var last = 0;
            // The head ends with an empty line.
            for (var next = in.read(); next >= 0 && last < 4; next = last < 4 ? in.read() : -1) {
                last = next == "\r\n\r\n".charAt(last) ? last + 1 : next == '\r' ? 1 : 0;
            }
            if (dead) {
                return;
            }
            requests.incrementAndGet();
            next().to(caller.getOutputStream());
        } catch (IOException e) {
            // The agent hung up: it wants no answer any more.
            requests.get();
        }
    }

    private synchronized Answer next() {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    @Override
    public void close() throws IOException {
        die();
    }
}
