package io.podpass.localazure;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Spelling that does not depend on where the program runs. */
final class Text {
    private Text() {}

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Decodes a path part, in which {@code +} stands for itself. */
    static String decodePath(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
