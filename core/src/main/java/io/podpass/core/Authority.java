package io.podpass.core;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address at which tokens are issued, in one form: {@code https://}, a host in lower case, a port unless it is 443, a
 * slash. Two spellings of one address are equal.
 */
public record Authority(String value) {
    private static final Pattern FORM =
            Pattern.compile("(?i)https://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(0|[1-9][0-9]{0,4}))?/?");
    private static final String DEFAULT_PORT = "443";

    public Authority {
        if (!parse(value).filter(value::equals).isPresent()) {
            throw new IllegalArgumentException("not the form of an authority: " + value);
        }
    }

    /** Empty for what is no HTTPS address or is more than host and port. */
    public static Optional<Authority> of(String text) {
        return parse(text).map(Authority::new);
    }

    private static Optional<String> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var port = parts.group(2);
        return Optional.of("https://" + parts.group(1).toLowerCase(Locale.ROOT)
                + (port == null || port.equals(DEFAULT_PORT) ? "" : ":" + port) + "/");
    }

    @Override
    public String toString() {
        return value;
    }
}
