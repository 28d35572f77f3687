package io.podpass.agent;

import io.podpass.azure.Token;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one request for a token gets.
 *
 * @param tokens the first is the identity's own; one more for each of its auxiliary tenants, in their order
 * @param body the same as the caller gets them
 * @param login what they were had with, if the issuer was shown anything
 * @param origin where they came from, for the audit line
 */
record Issued(List<Token> tokens, TokenBody body, Optional<Login> login, Origin origin) {
    enum Origin {
        /** Fetched for this request. */
        ISSUER,
        /** Fetched for another request that ran at the same time. */
        SHARED,
        CACHE
    }

    Issued {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("a request that was granted gets a token");
        }
    }

    Issued(Fetched fetched, Origin origin) {
        this(fetched.tokens(), TokenBody.of(fetched.tokens()), fetched.login(), origin);
    }

    Issued from(Origin where) {
        return new Issued(tokens, body, login, where);
    }

    /** When the first of the tokens ends. */
    Instant expiresOn() {
        return tokens.stream()
                .map(Token::expiresOn)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
