package io.podpass.agent;

import io.podpass.azure.TokenException;
import io.podpass.core.CredentialMode;
import io.podpass.core.Identity;
import java.time.Instant;
import java.util.Map;

/** The innermost step: asks the source of the identity's credential mode, or the host's. */
final class SourceTokens implements Tokens {
    private final Map<CredentialMode, TokenSource> sources;
    private final HostTokens host;

    SourceTokens(Map<CredentialMode, TokenSource> sources, HostTokens host) {
        this.sources = Map.copyOf(sources);
        this.host = host;
    }

    @Override
    public Issued issue(TokenKey key, Instant deadline) {
        var fetched = switch (key.credential()) {
            case Credential.Granted(var identity) -> granted(identity, key.audience(), deadline);
            case Credential.OfHost(var requested) -> Fetched.of(host.token(requested, key.audience(), deadline));
        };
        return new Issued(fetched, Issued.Origin.ISSUER);
    }

    private Fetched granted(Identity identity, String audience, Instant deadline) {
        var source = sources.get(identity.mode());
        if (source == null) {
            throw TokenException.unavailable("identity " + identity.key() + " has type "
                    + identity.mode().type() + ", for which this agent has no source of tokens");
        }
        return source.fetch(identity, audience, deadline);
    }
}
