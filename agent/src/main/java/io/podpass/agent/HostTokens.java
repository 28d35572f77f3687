package io.podpass.agent;

import io.podpass.azure.Token;
import io.podpass.core.RequestedIdentity;
import java.time.Instant;

/** Where the tokens of excepted pods come from. */
@FunctionalInterface
interface HostTokens {
    /** Throws {@link io.podpass.azure.TokenException}, at the deadline at the latest. */
    Token token(RequestedIdentity requested, String audience, Instant deadline);
}
