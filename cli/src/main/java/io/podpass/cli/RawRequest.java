package io.podpass.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One GET with a request target exactly as given: an HTTP client would tidy up the spellings that matter here. */
final class RawRequest {
    private static final int LIMIT_MILLIS = 10_000;
    private static final int MAX_ANSWER = 64 * 1024;

    private RawRequest() {}

    record Answer(int status, String body) {}

    /** {@code headers} are whole lines without their line ends. The socket is opened by the calling thread. */
    static Answer get(InetSocketAddress server, String target, String... headers) {
        try (var socket = new Socket()) {
            socket.connect(server, LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            var request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: " + server.getHostString() + "\r\n");
            for (var header : headers) {
                request.append(header).append("\r\n");
            }
            request.append("Connection: close\r\n\r\n");
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return parse(new String(socket.getInputStream().readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Answer(0, Failures.line(e));
        }
    }

    private static Answer parse(String answer) {
        var parts = answer.split(" ", 3);
        var body = answer.indexOf("\r\n\r\n");
        if (parts.length < 3 || !parts[0].startsWith("HTTP/1.") || body < 0) {
            return new Answer(0, "no HTTP answer");
        }
        return new Answer(Integer.parseInt(parts[1]), answer.substring(body + 4).strip());
    }
}
