package io.podpass.cli;

import io.podpass.agent.LoginSettings;
import io.podpass.core.Authority;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How service principals log in. */
final class LoginOptions {
    @Option(
            names = "--allow-secrets-from-other-namespaces",
            arity = Switch.ARITY,
            defaultValue = "false",
            fallbackValue = "true",
            converter = Switch.class,
            description = "Let an identity use a Secret of any namespace, as the old agent did: whoever may write an"
                    + " identity can then use every Secret that the agent may read.")
    private boolean otherNamespaces;

    @Option(
            names = "--allowed-authority",
            paramLabel = "URL",
            description = "Send credentials of service principals to this address too, besides those of Azure's"
                    + " clouds. Can be repeated.")
    private List<String> authorities = List.of();

    LoginSettings settings() {
        return new LoginSettings(
                otherNamespaces,
                authorities.stream().map(LoginOptions::authority).collect(Collectors.toUnmodifiableSet()));
    }

    private static Authority authority(String text) {
        return Authority.of(text)
                .orElseThrow(() -> new UsageException(
                        "--allowed-authority must be https:// and a host, such as https://login.example.com/, was "
                                + text));
    }
}
