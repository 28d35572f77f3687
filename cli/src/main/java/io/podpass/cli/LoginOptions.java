package io.podpass.cli;

import io.podpass.agent.LoginSettings;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How service principals log in. */
final class LoginOptions {
    @Option(
            names = "--allow-secrets-from-other-namespaces",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Let an identity use a Secret of any namespace, as the old agent did: whoever may write an"
                    + " identity can then use every Secret that the agent may read.")
    private boolean otherNamespaces;

    @Option(
            names = "--allowed-authority",
            paramLabel = "URL",
            description = "Send credentials of service principals to this address too, besides those of Azure's"
                    + " clouds. Can be repeated.")
    private List<String> authorities = List.of();

    /** Throws {@link IllegalArgumentException} naming the flag. */
    LoginSettings settings() {
        return new LoginSettings(
                otherNamespaces,
                authorities.stream().map(LoginSettings::authority).collect(Collectors.toUnmodifiableSet()));
    }
}
