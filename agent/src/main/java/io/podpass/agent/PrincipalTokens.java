package io.podpass.agent;

import io.podpass.azure.ClientCredential;
import io.podpass.azure.Cloud;
import io.podpass.azure.EntraClient;
import io.podpass.azure.EntraLogin;
import io.podpass.azure.Token;
import io.podpass.azure.TokenException;
import io.podpass.core.Identity;
import io.podpass.core.LoginRules;
import io.podpass.core.ServicePrincipal;
import io.podpass.kube.KubeException;
import io.podpass.kube.Secrets;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tokens of service principals: from Entra, with what their Secret holds at that moment. A Secret that was replaced
 * counts from the next fetch on; a token that was had with the old one is good until it ends, as it would be in the pod's
 * own hands.
 */
final class PrincipalTokens implements TokenSource {
    private final LoginRules rules;
    private final Secrets secrets;
    private final CredentialReader reader;
    private final EntraClient entra;

    PrincipalTokens(LoginRules rules, Secrets secrets, CredentialReader reader, EntraClient entra) {
        this.rules = rules;
        this.secrets = secrets;
        this.reader = reader;
        this.entra = entra;
    }

    /** One tenant after the other; the first that fails fails all (spec aad-pod-identity §2.9). */
    @Override
    public List<Token> tokens(Identity identity, String audience, Instant deadline) {
        var principal = identity.principal().orElseThrow();
        rules.objection(identity.key(), principal).ifPresent(objection -> {
            throw TokenException.notAllowed(objection);
        });
        var credential = credential(identity, principal);
        var authority =
                principal.authority().map(known -> URI.create(known.value())).orElse(Cloud.PUBLIC.login());
        var tenants = new ArrayList<>(List.of(principal.tenant()));
        tenants.addAll(principal.auxiliaryTenants());
        return tenants.stream()
                .map(tenant -> entra.token(
                        new EntraLogin(authority, tenant, identity.clientId()), credential, audience, deadline))
                .toList();
    }

    private ClientCredential credential(Identity identity, ServicePrincipal principal) {
        try {
            return reader.read(secrets.read(principal.secret()));
        } catch (KubeException e) {
            throw TokenException.noCredential("identity " + identity.key() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw TokenException.noCredential(
                    "identity " + identity.key() + " cannot log in with Secret " + principal.secret() + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
