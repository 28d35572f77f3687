package io.podpass.azure;

import io.podpass.core.RequestedIdentity;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Tokens of whoever a cloud configuration names: an identity of the machine, or a service principal. Caches nothing. */
public final class CloudTokens {
    private final CloudConfig config;
    private final ImdsClient imds;
    private final EntraClient entra;

    public CloudTokens(CloudConfig config, ImdsClient imds, EntraClient entra) {
        this.config = config;
        this.imds = imds;
        this.entra = entra;
    }

    /** Throws {@link TokenException} as the clients do. */
    public Token token(String audience, Instant deadline) {
        if (config.principal().isPresent()) {
            var principal = config.principal().get();
            var login = new EntraLogin(config.cloud().login(), config.tenantId(), principal.clientId());
            return entra.token(login, principal.secret(), audience, deadline);
        }
        return imds.hostToken(named(config.userAssignedIdentityId()), audience, deadline);
    }

    /** A client id or, told by its shape, a resource id (spec azure-platform §6.2). */
    private static RequestedIdentity named(String id) {
        if (id.isEmpty()) {
            return RequestedIdentity.NONE;
        }
        return id.toLowerCase(Locale.ROOT).contains("/subscriptions/")
                ? new RequestedIdentity(Optional.empty(), Optional.of(id), Optional.empty())
                : new RequestedIdentity(Optional.of(id), Optional.empty(), Optional.empty());
    }
}
