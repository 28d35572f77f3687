package io.podpass.agent;

import io.podpass.azure.Token;

/** A token and where it came from, for the audit line. */
record Issued(Token token, Origin origin) {
    enum Origin {
        /** Fetched for this request. */
        ISSUER,
        /** Fetched for another request that ran at the same time. */
        SHARED,
        CACHE
    }
}
