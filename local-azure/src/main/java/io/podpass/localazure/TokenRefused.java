package io.podpass.localazure;

import java.time.Instant;

/** A token that must not be accepted. Every service words its refusal in its own way. */
final class TokenRefused extends RuntimeException {
    /** In the order in which they are looked for. */
    enum Reason {
        MALFORMED,
        SIGNATURE,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        AUDIENCE,
        NO_OBJECT_ID
    }

    private final Reason reason;
    private final String found;
    private final Instant expiry;

    TokenRefused(Reason reason, String found, Instant expiry) {
        super(reason.name());
        this.reason = reason;
        this.found = found;
        this.expiry = expiry;
    }

    Reason reason() {
        return reason;
    }

    /** The issuer or audience that was found; empty where neither matters. */
    String found() {
        return found;
    }

    /** When the token expired; the epoch unless the reason is {@link Reason#EXPIRED}. */
    Instant expiry() {
        return expiry;
    }
}
