package io.podpass.agent;

import io.podpass.azure.EntraClient;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.Pause;
import io.podpass.core.CredentialMode;
import io.podpass.core.LoginRules;
import java.util.Map;

/** One source for every credential mode. */
final class TokenSources {
    private TokenSources() {}

    static Map<CredentialMode, TokenSource> of(
            ImdsClient imds, LoginRules rules, PrincipalSecrets secrets, EntraClient entra, Pause turns) {
        return Map.of(
                CredentialMode.ATTACHED, new AttachedTokens(imds),
                CredentialMode.SECRET,
                        new PrincipalTokens(rules, secrets, CredentialReader::secret, entra::token, turns),
                CredentialMode.CERTIFICATE,
                        new PrincipalTokens(rules, secrets, CredentialReader::certificate, entra::token, turns));
    }
}
