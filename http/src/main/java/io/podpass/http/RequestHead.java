package io.podpass.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a request, with the whole of its first line where that has a decent length. The server knows HTTP/1.1
 * alone, and what it answers is right for HTTP/1.0 too: a body with its length, and the connection closed. So a request of
 * HTTP/1.0 is written as one of 1.1, with a host, which it need not have.
 */
final class RequestHead {
    /** Longer ones are refused by the server. */
    static final int MAX_LINE_BYTES = 8 * 1024;

    static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final String OLD = " HTTP/1.0\r\n";
    private static final String WRITTEN = " HTTP/1.1\r\n";
    private static final String END = "\r\n\r\n";

    private final byte[] bytes;
    private final boolean old;

    private RequestHead(byte[] bytes, boolean old) {
        this.bytes = bytes;
        this.old = old;
    }

    /** Not a copy: for the server, which reads it once. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether it was of HTTP/1.0: the connection ends with the answer. */
    boolean old() {
        return old;
    }

    /** {@code more} gives the next piece, or null at the end. */
    static RequestHead of(byte[] first, Supplier<byte @Nullable []> more) {
        if (isNew(first)) {
            return new RequestHead(first, false);
        }
        var bytes = upTo("\n", first, MAX_LINE_BYTES, more);
        var line = text(bytes).indexOf('\n') + 1;
        if (!text(bytes).substring(0, line).endsWith(OLD)) {
            return new RequestHead(bytes, false);
        }
        var all = text(upTo(END, bytes, line + MAX_HEADER_BYTES, more));
        return new RequestHead(
                (all.substring(0, line - OLD.length()) + WRITTEN + host(all) + all.substring(line))
                        .getBytes(ISO_8859_1),
                true);
    }

    /** Nearly all are, and come in one piece: nothing more is done for them. */
    private static boolean isNew(byte[] first) {
        for (var i = 2; i < first.length; i++) {
            if (first[i] == '\n') {
                return first[i - 2] != '0';
            }
        }
        return false;
    }

    private static String host(String all) {
        var end = all.indexOf(END);
        return end < 0 || all.substring(0, end).toLowerCase(Locale.ROOT).contains("\r\nhost:")
                ? ""
                : "Host: 169.254.169.254\r\n";
    }

    private static byte[] upTo(String mark, byte[] first, int limit, Supplier<byte @Nullable []> more) {
        var bytes = first;
        while (bytes.length < limit && !text(bytes).contains(mark)) {
            var next = more.get();
            if (next == null) {
                break;
            }
            var seen = bytes.length;
            bytes = Arrays.copyOf(bytes, seen + next.length);
            System.arraycopy(next, 0, bytes, seen, next.length);
        }
        return bytes;
    }

    /** One character for each byte. */
    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
