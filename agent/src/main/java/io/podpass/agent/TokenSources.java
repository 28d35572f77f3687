package io.podpass.agent;

import io.podpass.azure.EntraClient;
import io.podpass.azure.ImdsClient;
import io.podpass.core.CredentialMode;
import io.podpass.core.LoginRules;
import io.podpass.kube.Secrets;
import java.util.Map;

/** One source for every credential mode. */
final class TokenSources {
    private TokenSources() {}

    static Map<CredentialMode, TokenSource> of(ImdsClient imds, LoginRules rules, Secrets secrets, EntraClient entra) {
        return Map.of(
                CredentialMode.ATTACHED, new AttachedTokens(imds),
                CredentialMode.SECRET, new PrincipalTokens(rules, secrets, CredentialReader::secret, entra),
                CredentialMode.CERTIFICATE, new PrincipalTokens(rules, secrets, CredentialReader::certificate, entra));
    }
}
