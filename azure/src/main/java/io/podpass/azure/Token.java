package io.podpass.azure;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An access token. {@link #toString()} leaves the value out, so that no log line can hold it by accident.
 *
 * @param resource the audience as the issuer returned it
 * @param type such as {@code Bearer}
 */
public record Token(String value, Instant notBefore, Instant expiresOn, String resource, String type) {
    public Token {
        requireNonNull(notBefore, "notBefore is null");
        requireNonNull(expiresOn, "expiresOn is null");
        requireNonNull(resource, "resource is null");
        requireNonNull(type, "type is null");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the token is empty");
        }
    }

    @Override
    public String toString() {
        return "Token[resource=" + resource + ", expiresOn=" + expiresOn + "]";
    }
}
