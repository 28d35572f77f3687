package io.podpass.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;

/** A client that sends exactly what it is told: every library would put an odd request line right first. */
public final class RawHttp {
    private static final int TIMEOUT_MILLIS = 30_000;

    public record Answer(int status, String head, String body) {
        public boolean hasHeader(String name, String value) {
            return head.lines().anyMatch(line -> line.equalsIgnoreCase(name + ": " + value));
        }
    }

    private RawHttp() {}

    public static Answer get(int port, String target, String... headers) throws IOException {
        return send(port, "GET", target, headers);
    }

    public static Answer send(int port, String method, String target, String... headers) throws IOException {
        return sendFrom("127.0.0.1", port, method, target, headers);
    }

    public static Answer sendFrom(String source, int port, String method, String target, String... headers)
            throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(source), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 169.254.169.254\r\n");
            for (var header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
            return read(socket);
        }
    }

    public static Answer read(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        var text = head.toString(ISO_8859_1);
        var length = text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        var status = text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
        return new Answer(status, text, new String(in.readNBytes(length), ISO_8859_1));
    }
}
