package io.podpass.cli;

import io.podpass.azure.ArmTokens;
import io.podpass.azure.AzCliTokens;
import io.podpass.azure.CachedToken;
import io.podpass.azure.Cloud;
import io.podpass.azure.CloudConfig;
import io.podpass.azure.EntraClient;
import io.podpass.azure.Pause;
import io.podpass.azure.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** By whose rights a command for people looks at Azure. */
final class AzureOptions {
    /** Whoever gave the file knows how long it is good for. */
    private static final Duration OF_A_FILE = Duration.ofMinutes(10);

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file with a token for Azure's resource manager. Default: az account get-access-token, or with"
                            + " --cloudconfig the identity that it names.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--cloud",
            paramLabel = "NAME",
            defaultValue = "AzurePublicCloud",
            description = "AzurePublicCloud, AzureUSGovernmentCloud or AzureChinaCloud. Default: ${DEFAULT-VALUE}.")
    private String cloudName = "";

    /** Azure as one command sees it. Closes its connections. */
    record Access(URI arm, HttpClient http, ArmTokens tokens, Optional<CloudConfig> config) implements AutoCloseable {
        @Override
        public void close() {
            http.close();
        }
    }

    /** Throws {@link UsageException} and {@link io.podpass.azure.CloudConfigException}; asks nobody yet. */
    Access access(Clock clock) {
        var config = cloud.named() ? Optional.of(cloud.read()) : Optional.<CloudConfig>empty();
        var home = config.map(CloudConfig::cloud)
                .or(() -> Cloud.ofName(cloudName))
                .orElseThrow(() -> new UsageException("--cloud: there is no cloud " + cloudName));
        var arm = cloud.arm(home);
        if (!"https".equalsIgnoreCase(arm.getScheme())) {
            throw new UsageException("--arm-endpoint must begin with https://: a token goes there, was " + arm);
        }
        var http = HttpClient.newHttpClient();
        return new Access(arm, http, tokens(config, home, http, clock), config);
    }

    private ArmTokens tokens(Optional<CloudConfig> config, Cloud home, HttpClient http, Clock clock) {
        if (tokenFile.isPresent()) {
            return () -> ofFile(tokenFile.get(), home, clock);
        }
        return config.map(known -> cloud.tokens(known, new EntraClient(http, clock, Pause.real()), clock, Pause.real()))
                .orElseGet(() -> new CachedToken(new AzCliTokens(List.of("az"), home.armAudience(), clock), clock));
    }

    private static Token ofFile(Path file, Cloud home, Clock clock) {
        try {
            var now = clock.instant();
            return new Token(Files.readString(file).strip(), now, now.plus(OF_A_FILE), home.armAudience(), "Bearer");
        } catch (IOException e) {
            throw new UsageException(
                    "--token-file: can't read " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
