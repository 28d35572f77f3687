package io.podpass.agent;

import io.podpass.core.CredentialMode;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where tokens come from.
 *
 * @param sources of granted identities
 * @param host of the host's own, for excepted pods
 * @param unchanged whether what a token was had with is still as it was
 */
record Issuers(Map<CredentialMode, TokenSource> sources, HostTokens host, Predicate<Login> unchanged) {
    Issuers {
        sources = Map.copyOf(sources);
    }
}
