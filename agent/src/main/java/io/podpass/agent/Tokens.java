package io.podpass.agent;

import java.time.Instant;

/** From identity and audience to a token. Implementations wrap each other, each with one concern. */
interface Tokens {
    /** Throws {@link io.podpass.azure.TokenException}, at the deadline at the latest. */
    Issued issue(TokenKey key, Instant deadline);
}
