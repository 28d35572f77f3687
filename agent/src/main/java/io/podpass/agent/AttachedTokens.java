package io.podpass.agent;

import io.podpass.azure.ImdsClient;
import io.podpass.core.Identity;
import java.time.Instant;

/** Tokens of identities that are attached to the host: from IMDS, by the client id that the assignment holds. */
final class AttachedTokens implements TokenSource {
    private final ImdsClient imds;

    AttachedTokens(ImdsClient imds) {
        this.imds = imds;
    }

    @Override
    public Fetched fetch(Identity identity, String audience, Instant deadline) {
        return Fetched.of(imds.token(identity.clientId(), audience, deadline));
    }
}
