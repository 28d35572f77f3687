package io.podpass.cli;

import io.podpass.azure.ArmTokens;
import io.podpass.azure.CachedToken;
import io.podpass.azure.Cloud;
import io.podpass.azure.CloudConfig;
import io.podpass.azure.CloudTokens;
import io.podpass.azure.EntraClient;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.Pause;
import io.podpass.azure.ReloadedTokens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which Azure the controller works for, and by whose rights. */
final class CloudOptions {
    /** IMDS is down for up to 70 s while it is updated (spec azure-platform §1.5). */
    private static final Duration TOKEN_LIMIT = Duration.ofSeconds(90);

    @Option(
            names = "--cloudconfig",
            paramLabel = "FILE",
            description = "The node's azure.json: cloud, subscription and whose rights are used. Default: the variables"
                    + " CLOUD, TENANT_ID, SUBSCRIPTION_ID, RESOURCE_GROUP, USE_MSI, USER_ASSIGNED_MSI_CLIENT_ID,"
                    + " CLIENT_ID and CLIENT_SECRET of the environment.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--arm-endpoint", paramLabel = "URL", description = "Default: the cloud's.")
    private Optional<URI> arm = Optional.empty();

    @Option(
            names = "--imds-endpoint",
            paramLabel = "URL",
            description = "Where the controller's own token comes from. Default: ${DEFAULT-VALUE}.",
            defaultValue = "http://169.254.169.254")
    private URI imds = URI.create("http://169.254.169.254");

    /** Whether a file is named. */
    boolean named() {
        return file.isPresent();
    }

    /** As it is now. Throws {@link io.podpass.azure.CloudConfigException}. */
    CloudConfig read() {
        // An empty path is what a chart passes that has none.
        return file.filter(path -> !path.toString().isEmpty())
                .map(path -> CloudConfig.read(path, System.getenv()))
                .orElseGet(() -> CloudConfig.ofEnvironment(System.getenv()));
    }

    URI arm(Cloud cloud) {
        return arm.orElse(cloud.arm());
    }

    /** The controller's own tokens, by {@code cloud} until it is replaced. */
    ArmTokens tokens(CloudConfig cloud, EntraClient entra, Clock clock, Pause pause) {
        var metadata = new ImdsClient(imds, ImdsClient.plainHttpClient(), clock, pause);
        return new ReloadedTokens(cloud, this::read, config -> {
            var own = new CloudTokens(config, metadata, entra);
            return new CachedToken(
                    () -> own.token(
                            config.cloud().armAudience(), clock.instant().plus(TOKEN_LIMIT)),
                    clock);
        });
    }
}
