package io.podpass.agent;

import io.podpass.azure.Token;
import java.util.List;
import java.util.Optional;

/**
 * What a source had for one request.
 *
 * @param tokens the identity's own, then one for each of its auxiliary tenants in their order
 * @param login what the issuer was shown; empty where it knows the host
 */
record Fetched(List<Token> tokens, Optional<Login> login) {
    Fetched {
        tokens = List.copyOf(tokens);
    }

    static Fetched of(Token token) {
        return new Fetched(List.of(token), Optional.empty());
    }
}
