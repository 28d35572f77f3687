package io.podpass.cli;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One connection from inside a pod to the metadata address, on which token requests are sent. */
final class RawCall implements AutoCloseable {
    /** What is neither answered nor refused within it has vanished on the way. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final BufferedReader input;

    private RawCall(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Throws {@link IOException} when nobody listens at the other end. */
    static RawCall open(NetworkNamespace pod, InetSocketAddress from, InetSocketAddress metadata) throws IOException {
        var socket = pod.inside(() -> bound(from));
        try {
            // Connecting is done outside: the socket knows where it belongs.
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(metadata, (int) PATIENCE.toMillis());
            return new RawCall(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket bound(InetSocketAddress from) throws IOException {
        var socket = new Socket();
        socket.bind(from);
        return socket;
    }

    static String answer(String json) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json;
    }

    /** The answer's status and body; throws {@link IOException} when the connection ends instead. */
    String token() throws IOException {
        socket.getOutputStream()
                .write(
                        ("GET /metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net"
                                        + " HTTP/1.1\r\nHost: imds\r\nMetadata: true\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
        var status = line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
        var length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        var body = new char[length];
        for (int read = 0; read < length; ) {
            var more = input.read(body, read, length - read);
            if (more < 0) {
                throw new EOFException("the connection ended within an answer");
            }
            read += more;
        }
        return status + " " + new String(body);
    }

    private String line() throws IOException {
        var line = input.readLine();
        if (line == null) {
            throw new EOFException("the connection ended before an answer");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
