package io.podpass.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer, complete. */
public final class Reply {
    /** Name of the header that says in a word why something was refused. */
    public static final String REASON = "x-podpass-reason";

    private static final String JSON = "application/json; charset=utf-8";

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    public Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    public static Reply json(int status, String body) {
        return new Reply(status, JSON, body.getBytes(UTF_8), Map.of());
    }

    /** For machines: the body is exactly the text. */
    public static Reply plain(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text.getBytes(UTF_8), Map.of());
    }

    /** As the old agent's plain-text errors (spec aad-pod-identity §2.4). */
    public static Reply text(int status, String message) {
        return new Reply(
                status,
                "text/plain; charset=utf-8",
                (message + "\n").getBytes(UTF_8),
                Map.of("X-Content-Type-Options", "nosniff"));
    }

    public Reply withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, body, more);
    }

    public int status() {
        return status;
    }

    public String contentType() {
        return contentType;
    }

    /** Not a copy: for the server, which only writes it out. */
    public byte[] body() {
        return body;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String text() {
        return new String(body, UTF_8);
    }

    /** Without the body, which may hold a token. */
    @Override
    public String toString() {
        return "Reply[" + status + " " + contentType + ", " + body.length + " bytes]";
    }
}
