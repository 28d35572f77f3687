package io.podpass.localazure;

import java.time.Instant;

/** A signed token and its times. Prints without the token itself. */
record AccessToken(String jwt, Instant notBefore, Instant expiresOn) {
    @Override
    public String toString() {
        return "AccessToken[" + notBefore + " to " + expiresOn + "]";
    }
}
