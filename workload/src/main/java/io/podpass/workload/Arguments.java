package io.podpass.workload;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to do, from the command line.
 *
 * @param audience what the first token is for
 * @param imds where a plain request for a token goes
 * @param deadline how long the SDK may try for a token before it counts as refused
 */
record Arguments(
        Optional<String> identityClientId,
        Optional<Secret> secret,
        Optional<BlobPlace> blob,
        String audience,
        URI imds,
        Duration deadline) {
    static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final Set<String> OPTIONS = Set.of(
            "--identity-client-id",
            "--key-vault",
            "--secret",
            "--storage",
            "--container",
            "--blob",
            "--audience",
            "--imds",
            "--deadline");

    /** A secret of a vault, such as {@code https://orders.vault.azure.net} and {@code database}. */
    record Secret(URI vault, String name) {
        /** A vault's audience is its address without its own name: each cloud has a suffix of its own. */
        String audience() {
            var host = vault.getHost();
            return "https://" + host.substring(host.indexOf('.') + 1);
        }
    }

    /** A blob of a storage account, such as {@code https://orders.blob.core.windows.net}. */
    record BlobPlace(URI account, String container, String name) {
        /** The same in every cloud. */
        static final String AUDIENCE = "https://storage.azure.com";
    }

    static Arguments parse(List<String> args, URI defaultImds) {
        var given = given(args);
        var secret = Optional.ofNullable(given.get("--key-vault"))
                .map(vault -> new Secret(url("--key-vault", vault), needed(given, "--secret", "--key-vault")));
        var blob = Optional.ofNullable(given.get("--storage"))
                .map(account -> new BlobPlace(
                        url("--storage", account),
                        needed(given, "--container", "--storage"),
                        needed(given, "--blob", "--storage")));
        var audience = Optional.ofNullable(given.get("--audience"))
                .or(() -> secret.map(Secret::audience))
                .or(() -> blob.map(_ -> BlobPlace.AUDIENCE))
                .orElseThrow(() -> new UsageException("nothing to do: give --key-vault, --storage or --audience"));
        return new Arguments(
                Optional.ofNullable(given.get("--identity-client-id")),
                secret,
                blob,
                audience,
                given.containsKey("--imds") ? url("--imds", given.get("--imds")) : defaultImds,
                given.containsKey("--deadline") ? seconds(given.get("--deadline")) : DEADLINE);
    }

    private static Map<String, String> given(List<String> args) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < args.size(); i += 2) {
            var option = args.get(i);
            if (!OPTIONS.contains(option)) {
                throw new UsageException("unknown option " + option);
            }
            if (i + 1 == args.size() || args.get(i + 1).isBlank()) {
                throw new UsageException(option + " needs a value");
            }
            if (given.put(option, args.get(i + 1)) != null) {
                throw new UsageException(option + " is given twice");
            }
        }
        return given;
    }

    private static String needed(Map<String, String> given, String option, String because) {
        var value = given.get(option);
        if (value == null) {
            throw new UsageException(because + " needs " + option + " too");
        }
        return value;
    }

    private static URI url(String option, String value) {
        try {
            var url = URI.create(value);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + " is no URL: " + e.getMessage());
        }
        throw new UsageException(option + " needs a URL such as https://name.example, not " + value);
    }

    private static Duration seconds(String value) {
        try {
            var seconds = Integer.parseInt(value);
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw new UsageException("--deadline needs a number of seconds, not " + value);
        }
        throw new UsageException("--deadline needs at least 1 second, not " + value);
    }
}
