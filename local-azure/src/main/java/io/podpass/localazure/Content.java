package io.podpass.localazure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Bytes that nobody changes any more: a request's or reply's body, a blob. */
final class Content {
    static final Content EMPTY = new Content(new byte[0]);

    private final byte[] bytes;

    private Content(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over; the caller must not write to it afterwards. */
    static Content of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Content(bytes);
    }

    static Content utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    int size() {
        return bytes.length;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** A copy of the bytes from {@code from} up to and without {@code to}. */
    Content slice(int from, int to) {
        return of(Arrays.copyOfRange(bytes, from, to));
    }

    /** The bytes themselves, for writing out only. */
    byte[] bytes() {
        return bytes;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Base64 of the MD5, as Content-MD5 carries it. */
    String md5() {
        return Base64.getEncoder().encodeToString(digest("MD5"));
    }

    /** As registries name content: {@code sha256:} and the digest in hex. */
    String sha256() {
        return "sha256:" + HexFormat.of().formatHex(digest("SHA-256"));
    }

    /** These bytes and the others behind them. */
    Content append(Content more) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
        System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
        return of(joined);
    }

    private byte[] digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new LocalAzureException("this JDK has no " + algorithm + ", by which content is named", e);
        }
    }
}
