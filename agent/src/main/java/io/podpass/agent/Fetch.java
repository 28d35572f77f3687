package io.podpass.agent;

import io.podpass.core.CredentialMode;

/** How a token is fetched; the labels are the old agent's (spec aad-pod-identity §3.13). */
enum Fetch {
    /** From IMDS, by client id. */
    ATTACHED("adal_token_msi_userassignedid"),
    /** From IMDS, with no identity named. */
    SYSTEM_ASSIGNED("adal_token_msi"),
    /** From Entra, with a secret or a certificate. */
    SERVICE_PRINCIPAL("adal_token");

    private final String label;

    Fetch(String label) {
        this.label = label;
    }

    static Fetch of(TokenKey key) {
        return switch (key.credential()) {
            case Credential.Granted(var identity) ->
                identity.mode() == CredentialMode.ATTACHED ? ATTACHED : SERVICE_PRINCIPAL;
            case Credential.OfHost(var requested) -> requested.named() ? ATTACHED : SYSTEM_ASSIGNED;
        };
    }

    String label() {
        return label;
    }
}
