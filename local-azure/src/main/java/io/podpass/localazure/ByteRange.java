package io.podpass.localazure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes a Range header asks for: from {@code from} up to and without {@code end}; none of them when out of reach. */
record ByteRange(int from, int end) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /** Empty when the header asks for everything, or in a form that may be ignored. */
    static Optional<ByteRange> of(String header, int size) {
        Matcher range = FORM.matcher(header);
        if (!range.matches()) {
            return Optional.empty();
        }
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1L : Long.parseLong(range.group(2));
        return Optional.of(
                from >= size || last < from
                        ? new ByteRange(0, 0)
                        : new ByteRange((int) from, (int) Math.min(size, last + 1)));
    }

    boolean outOfReach() {
        return end == 0;
    }

    Content of(Content whole) {
        return whole.slice(from, end);
    }

    /** The value of Content-Range. */
    String contentRange(int size) {
        return "bytes " + from + "-" + (end - 1) + "/" + size;
    }
}
