package io.podpass.agent;

import io.podpass.azure.Token;
import io.podpass.core.Identity;
import java.time.Instant;

/** Where the tokens of one credential mode come from. */
interface TokenSource {
    /** Throws {@link io.podpass.azure.TokenException}, at the deadline at the latest. */
    Token token(Identity identity, String audience, Instant deadline);
}
