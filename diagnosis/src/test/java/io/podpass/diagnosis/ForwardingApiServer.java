package io.podpass.diagnosis;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The port-forward of an API server, in the form that the client library speaks ({@code v4.channel.k8s.io}): channel 0
 * has data, channel 1 errors, each begins with the port, and each message with its channel.
 */
final class ForwardingApiServer implements AutoCloseable {
    final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
    private final WebServer server;

    /** @param target port of loopback that every pod's port leads to */
    ForwardingApiServer(int target) {
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .shutdownHook(false)
                .addRouting(WsRouting.builder()
                        .endpoint("/api/v1/namespaces/{namespace}/pods/{pod}/portforward", () -> new Forward(target)))
                .build()
                .start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Forward implements WsListener {
        private final int target;
        private volatile Optional<Socket> socket = Optional.empty();

        Forward(int target) {
            this.target = target;
        }

        @Override
        public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
            asked.add(prologue.uriPath().path() + "?" + prologue.query().rawValue());
            return Optional.empty();
        }

        @Override
        public void onOpen(WsSession session) {
            try {
                var opened = new Socket(InetAddress.getLoopbackAddress(), target);
                socket = Optional.of(opened);
                session.send(BufferData.create(new byte[] {0, 1, 1}), true);
                session.send(BufferData.create(new byte[] {1, 1, 1}), true);
                Thread.ofVirtual().start(() -> pump(opened, session));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void pump(Socket from, WsSession session) {
            var buffer = new byte[8192];
            try (from) {
                var in = from.getInputStream();
                for (var read = in.read(buffer, 1, buffer.length - 1);
                        read > 0;
                        read = in.read(buffer, 1, buffer.length - 1)) {
                    buffer[0] = 0;
                    session.send(BufferData.create(Arrays.copyOf(buffer, read + 1)), true);
                }
                session.close(1000, "done");
            } catch (IOException | RuntimeException _) {
                session.terminate();
            }
        }

        @Override
        public void onMessage(WsSession session, BufferData data, boolean last) {
            var bytes = data.readBytes();
            if (bytes.length > 1 && bytes[0] == 0) {
                try {
                    socket.orElseThrow().getOutputStream().write(bytes, 1, bytes.length - 1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
