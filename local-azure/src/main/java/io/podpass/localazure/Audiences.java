package io.podpass.localazure;

import java.util.Set;
import java.util.regex.Pattern;

/** For which resources the local tenant issues tokens; any other is unknown to it. */
final class Audiences {
    static final String ARM = "https://management.azure.com/";

    private static final Set<String> NAMED = Set.of(
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://vault.azure.net",
            "https://storage.azure.com",
            "https://containerregistry.azure.net",
            "https://graph.microsoft.com",
            "https://graph.windows.net",
            "https://database.windows.net",
            "https://ossrdbms-aad.database.windows.net",
            "https://servicebus.azure.net",
            "https://eventhubs.azure.net",
            "https://cosmos.azure.com",
            "https://cognitiveservices.azure.com",
            "https://monitor.azure.com");
    private static final Pattern OTHER =
            Pattern.compile("(?i)https://[a-z0-9]{3,24}\\.(blob|queue|table|file|dfs)\\.core\\.windows\\.net|api://.+"
                    + "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Audiences() {}

    static boolean known(String resource) {
        String bare = resource.replaceFirst("/+$", "");
        return NAMED.contains(Text.lower(bare)) || OTHER.matcher(bare).matches();
    }
}
