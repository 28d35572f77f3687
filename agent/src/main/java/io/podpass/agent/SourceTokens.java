package io.podpass.agent;

import io.podpass.azure.TokenException;
import io.podpass.core.CredentialMode;
import java.time.Instant;
import java.util.Map;

/** The innermost step: asks the source of the identity's credential mode. */
final class SourceTokens implements Tokens {
    private final Map<CredentialMode, TokenSource> sources;

    SourceTokens(Map<CredentialMode, TokenSource> sources) {
        this.sources = Map.copyOf(sources);
    }

    @Override
    public Issued issue(TokenKey key, Instant deadline) {
        var identity = key.identity();
        var source = sources.get(identity.mode());
        if (source == null) {
            throw TokenException.unavailable("identity " + identity.key() + " has type "
                    + identity.mode().type() + ", which is not supported yet: use a user-assigned identity (type 0)");
        }
        return new Issued(source.token(identity, key.audience(), deadline), Issued.Origin.ISSUER);
    }
}
