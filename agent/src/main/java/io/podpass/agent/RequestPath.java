package io.podpass.agent;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The path of a request, brought into one form, once, before anything is decided about it. IMDS has a parser of its own:
 * every spelling that some parser might read as another path is undone here, and what can't be undone for certain is
 * marked as odd.
 *
 * @param raw as it stood in the request line, without query; an absolute form is cut down to its path
 * @param decoded with all escapes undone and nothing else: what a server sees that leaves dots and parameters alone
 * @param clean decoded, with plain single slashes and no dot segments or parameters; letters keep their case
 * @param odd whether {@code clean} may mean different things to different parsers
 */
record RequestPath(String raw, String decoded, String clean, boolean odd) {
    /** Nobody who means well encodes a path more often. */
    private static final int MAX_DECODINGS = 8;

    private static final Pattern ABSOLUTE_FORM = Pattern.compile("(?i)^https?://[^/?#\\\\]*(?=/|$)");
    private static final Pattern LEADING_SLASHES = Pattern.compile("^/+");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9/._~-]*");

    static RequestPath of(String target) {
        var raw =
                target.startsWith("/") ? target : ABSOLUTE_FORM.matcher(target).replaceFirst("");
        var text = raw;
        var decodings = 0;
        while (text.indexOf('%') >= 0 && decodings < MAX_DECODINGS) {
            var decoded = decode(text);
            if (decoded.equals(text)) {
                break;
            }
            text = decoded;
            decodings++;
        }
        // What is left over now (an invalid escape, a control character, a letter beyond ASCII that some parser folds
        // into a slash or an 'i') has no one meaning.
        var clean = resolve(text.replace('\\', '/'));
        return new RequestPath(raw, text, clean, !SAFE.matcher(clean).matches() || !text.startsWith("/"));
    }

    /** {@link #clean} in lower case, for comparisons: parts of IMDS do not mind case. */
    String folded() {
        return clean.toLowerCase(Locale.ROOT);
    }

    /** Whether the path was spelt plainly, double slashes at its beginning aside (the Azure SDK for Java sends them). */
    boolean plain() {
        return !odd
                && (raw.equals(clean)
                        || LEADING_SLASHES.matcher(raw).replaceFirst("/").equals(clean));
    }

    /** One round of percent-decoding, byte by byte: an escape that is not ASCII stays visible as such. */
    private static String decode(String text) {
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var value = text.charAt(i) == '%' && i + 2 < text.length()
                    ? hex(text.charAt(i + 1)) * 16 + hex(text.charAt(i + 2))
                    : -1;
            if (value >= 0) {
                out.append((char) value);
                i += 2;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** Far below zero for anything that is no hexadecimal digit, so that a sum with it stays negative. */
    private static int hex(char digit) {
        var value = digit < 128 ? Character.digit(digit, 16) : -1;
        return value < 0 ? -1000 : value;
    }

    private static String resolve(String path) {
        var segments = new ArrayList<String>();
        for (var part : path.split("/", -1)) {
            var parameters = part.indexOf(';');
            var segment = parameters < 0 ? part : part.substring(0, parameters);
            switch (segment) {
                case "", "." -> {}
                case ".." -> {
                    if (!segments.isEmpty()) {
                        segments.removeLast();
                    }
                }
                default -> segments.add(segment);
            }
        }
        var trailing = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
        return "/" + String.join("/", segments) + trailing;
    }
}
