package io.podpass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podpass.azure.AcrClient;
import io.podpass.azure.CloudConfig;
import io.podpass.azure.CloudTokens;
import io.podpass.azure.EntraClient;
import io.podpass.azure.ImdsClient;
import io.podpass.azure.NamedHttpClient;
import io.podpass.azure.Pause;
import io.podpass.core.Authority;
import io.podpass.core.RegistryRules;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Standard output is kubelet's: the response and nothing else. */
@Command(
        name = "acr-credential-provider",
        mixinStandardHelpOptions = true,
        description = "Gives kubelet credentials for images of Azure container registries, by the rights of the node's"
                + " identity. Kubelet starts it, with a CredentialProviderRequest as standard input: docs/acr.md.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:kubelet has an answer: a credential, or none for an image of another registry",
            "1:there is no credential: standard error says why",
            "2:the node's azure.json or the request can't be read"
        })
final class AcrCredentialProviderCommand implements Callable<Integer> {
    /** A request is an image's name, perhaps a token and annotations. */
    private static final int MAX_REQUEST_BYTES = 1024 * 1024;

    @Option(
            names = "--cloudconfig",
            paramLabel = "FILE",
            defaultValue = "/etc/kubernetes/azure.json",
            description = "The node's azure.json: its cloud, tenant and identity. Default: ${DEFAULT-VALUE}.")
    private Path cloudConfig = Path.of("/etc/kubernetes/azure.json");

    @Option(
            names = "--imds-endpoint",
            paramLabel = "URL",
            defaultValue = "http://169.254.169.254",
            description = "Where the node's token comes from. Default: ${DEFAULT-VALUE}.")
    private URI imds = URI.create("http://169.254.169.254");

    @Option(
            names = "--allow-registry",
            paramLabel = "HOST[:PORT]",
            description = "Show the node's token to this registry too, besides those of the cloud (*.azurecr.io and the"
                    + " like). Can be repeated.")
    private List<String> allowed = List.of();

    @Option(
            names = "--verify",
            description = "Ask the registry whether the image may be pulled, and fail saying which role is missing.")
    private boolean verify;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var allowedRegistries =
                allowed.stream().map(AcrCredentialProviderCommand::registry).collect(Collectors.toUnmodifiableSet());
        var request = CredentialProviderRequest.parse(new String(System.in.readNBytes(MAX_REQUEST_BYTES), UTF_8));
        var config = CloudConfig.read(cloudConfig, System.getenv());
        var clock = Clock.systemUTC();
        var pause = Pause.real();
        try (var http = new NamedHttpClient(
                EntraClient.httpClient(), ClusterOptions.userAgent("acr-credential-provider", ""))) {
            var metadata = new ImdsClient(imds, ImdsClient.plainHttpClient(), clock, pause);
            var credentials = new AcrCredentials(
                    new RegistryRules(config.cloud().registrySuffix(), allowedRegistries),
                    config.tenantId(),
                    new CloudTokens(config, metadata, new EntraClient(http, clock, pause)),
                    new AcrClient(http, clock, pause),
                    clock,
                    verify);
            var out = spec.commandLine().getOut();
            out.println(credentials.answer(request).json());
            out.flush();
        }
        return ExitCode.OK;
    }

    private static Authority registry(String text) {
        return Authority.of("https://" + text + "/")
                .orElseThrow(() -> new UsageException(
                        "--allow-registry must be a host and perhaps a port, such as registry.example.com:5000, was "
                                + text));
    }
}
