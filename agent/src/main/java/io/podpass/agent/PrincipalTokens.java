package io.podpass.agent;

import io.podpass.azure.ClientCredential;
import io.podpass.azure.Cloud;
import io.podpass.azure.EntraLogin;
import io.podpass.azure.Pause;
import io.podpass.azure.Token;
import io.podpass.azure.TokenException;
import io.podpass.core.Identity;
import io.podpass.core.LoginRules;
import io.podpass.core.ServicePrincipal;
import io.podpass.kube.KubeException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens of service principals: from Entra, with what their Secret holds at that moment. */
final class PrincipalTokens implements TokenSource {
    private final LoginRules rules;
    /** As {@link io.podpass.azure.EntraClient#token}. */
    @FunctionalInterface
    interface Entra {
        Token token(EntraLogin login, ClientCredential credential, String audience, Instant deadline);
    }

    private final PrincipalSecrets secrets;
    private final CredentialReader reader;
    private final Entra entra;
    private final Pause turns;

    /** {@code turns} is what a call waits by until it may be made, after another. */
    PrincipalTokens(LoginRules rules, PrincipalSecrets secrets, CredentialReader reader, Entra entra, Pause turns) {
        this.rules = rules;
        this.secrets = secrets;
        this.reader = reader;
        this.entra = entra;
        this.turns = turns;
    }

    /** One tenant after the other; the first that fails fails all (spec aad-pod-identity §2.9). */
    @Override
    public Fetched fetch(Identity identity, String audience, Instant deadline) {
        var principal = identity.principal().orElseThrow();
        rules.objection(identity.key(), principal).ifPresent(objection -> {
            throw TokenException.notAllowed(objection);
        });
        var content = content(identity, principal);
        var credential = credential(identity, principal, content.values());
        var authority =
                principal.authority().map(known -> URI.create(known.value())).orElse(Cloud.PUBLIC.login());
        var tenants = new ArrayList<>(List.of(principal.tenant()));
        tenants.addAll(principal.auxiliaryTenants());
        var tokens = new ArrayList<Token>();
        for (var tenant : tenants) {
            if (!tokens.isEmpty()) {
                nextTurn(audience);
            }
            tokens.add(entra.token(
                    new EntraLogin(authority, tenant, identity.clientId()), credential, audience, deadline));
        }
        return new Fetched(tokens, Optional.of(content.login()));
    }

    /** Each tenant is a call of its own, and others may be before it. */
    private void nextTurn(String audience) {
        try {
            turns.pause(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenException.unavailable("interrupted while asking Entra for tokens for " + audience, e);
        }
    }

    private PrincipalSecrets.Content content(Identity identity, ServicePrincipal principal) {
        try {
            return secrets.read(principal.secret());
        } catch (KubeException e) {
            throw TokenException.noCredential("identity " + identity.key() + ": " + e.getMessage(), e);
        }
    }

    private ClientCredential credential(Identity identity, ServicePrincipal principal, Map<String, byte[]> values) {
        try {
            return reader.read(values);
        } catch (IllegalArgumentException e) {
            throw TokenException.noCredential(
                    "identity " + identity.key() + " cannot log in with Secret " + principal.secret() + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
