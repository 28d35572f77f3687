package io.podpass.agent;

import io.podpass.core.Identity;
import java.time.Instant;

/** Where the tokens of one credential mode come from. */
@FunctionalInterface
interface TokenSource {
    /**
     * The identity's token, then one for each of its auxiliary tenants in their order: all of them or none. Throws {@link
     * io.podpass.azure.TokenException}, at the deadline at the latest.
     */
    Fetched fetch(Identity identity, String audience, Instant deadline);
}
