package io.podpass.agent;

import io.podpass.core.CredentialMode;

/** What makes two requests the same request for a token. */
record TokenKey(Credential credential, String audience) {
    /** Whether the host's metadata service issues the token, and not Entra. */
    boolean fromImds() {
        return !(credential instanceof Credential.Granted(var identity)) || identity.mode() == CredentialMode.ATTACHED;
    }
}
